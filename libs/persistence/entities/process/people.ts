import { Entity, Index, Unique } from 'typeorm';
import type { Role } from '../../../playbook/roles.js';
import { Day, Flag, Hash, Instant, Json, Key, Line, PrimaryId, Ref } from '../../columns.js';

@Entity('person')
export class Person {
  @PrimaryId() id: string;
  @Key(80, { unique: true }) login: string;
  @Line(120) name: string;
  /** argon2id; null: cannot sign in with a password. */
  @Line(200, { nullable: true }) passwordHash: string | null;
  @Flag() admin: boolean;
  @Flag({ default: true }) active: boolean;
  @Key(8, { default: 'zh' }) language: 'zh' | 'en';
  @Instant() createdAt: string;
}

/** `marketId` is `*` for a role held everywhere (a NULL would escape the unique key). */
@Entity('role_assignment')
@Unique(['personId', 'role', 'marketId'])
export class RoleAssignment {
  @PrimaryId() id: string;
  @Ref() @Index() personId: string;
  @Key(20) role: Role;
  @Key(36, { default: '*' }) marketId: string;
  @Day({ nullable: true }) untilDay: string | null;
}

/** A browser session or an API token. Only the SHA-256 of the secret is stored. */
@Entity('token')
export class Token {
  @PrimaryId() id: string;
  @Ref() @Index() personId: string;
  @Key(10) kind: 'session' | 'api';
  @Hash({ unique: true }) secretHash: string;
  @Line(120) name: string;
  @Json() scopes: string[];
  @Instant() createdAt: string;
  @Instant() expiresAt: string;
  @Instant({ nullable: true }) revokedAt: string | null;
}
