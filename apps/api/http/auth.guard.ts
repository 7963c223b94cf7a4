import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { endpoints, type EndpointName, type Scope } from '../../../libs/contracts/endpoints.js';
import { Sessions, type Bearer } from '../../../libs/journal/sessions.js';
import { Refusal } from '../../../libs/rules/failures.js';
import { doorOf } from './endpoint.js';
import { languageOf, type ApiRequest } from './request.js';
import { secretOf } from './session-cookie.js';

type Needs = Scope | 'public' | 'admin' | 'self';
/** With a one-time password nothing else is open. */
const openBeforeChange: readonly EndpointName[] = ['changePassword', 'signOut'];

/** Who asks, and whether this door is open to them. What they may do behind it, in which market, is for the rules to say. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly sessions: Sessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const door = doorOf(context);
    // What is not in the table is read only, and says so itself when it is public (the OpenAPI document).
    const needs: Needs = door ? endpoints[door].scope : 'read';
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (needs === 'public' || isPublic(context)) return true;
    const bearer = await this.identify(request);
    if (bearer.mustChangePassword && bearer.kind === 'session' && !(door && openBeforeChange.includes(door))) throw new Refusal('password-change-needed');
    mustReach(bearer, needs, writes(request));
    return true;
  }

  private async identify(request: ApiRequest): Promise<Bearer> {
    const found = secretOf(request);
    if (!found) throw new Refusal('not-signed-in');
    // Only the cookie travels by itself; a header that forms cannot send proves that a page of ours sent it.
    if (found.by === 'cookie' && writes(request) && request.headers['x-beachhead'] !== '1') throw new Refusal('csrf-header-missing');
    const bearer = await this.sessions.actorOf(found.secret);
    if (!bearer) throw new Refusal('not-signed-in');
    request.bearer = bearer;
    if (languageOf(request.headers['accept-language']) === null) request.language = bearer.language;
    return bearer;
  }
}

const writes = ({ method }: ApiRequest): boolean => method !== 'GET' && method !== 'HEAD';

/** A token acts with its owner's roles, cut by its scopes. What changes the owner's credentials needs all of them: no token makes a wider one. */
function mustReach(bearer: Bearer, needs: Needs, isWrite: boolean): void {
  const has = (scope: Scope): boolean => bearer.scopes.includes(scope) || bearer.scopes.includes('all');
  if (needs === 'self') {
    if (isWrite && !has('all')) throw new Refusal('scope-missing', { scope: 'all' });
    return;
  }
  if (needs === 'admin') {
    if (!has('all')) throw new Refusal('scope-missing', { scope: 'all' });
    if (!bearer.actor.admin) throw new Refusal('not-allowed', { role: 'admin' });
    return;
  }
  if (needs !== 'public' && !has(needs)) throw new Refusal('scope-missing', { scope: needs });
}

const publicKey = 'beachhead:public';

/** For handlers that are not in the table of endpoints. */
export function Public() {
  return (_target: object, _key: string, descriptor: PropertyDescriptor): void => Reflect.defineMetadata(publicKey, true, descriptor.value as object);
}

function isPublic(context: ExecutionContext): boolean {
  return Reflect.getMetadata(publicKey, context.getHandler()) === true;
}
