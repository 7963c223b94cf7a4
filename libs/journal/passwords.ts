import { hash, verify, type Options } from '@node-rs/argon2';
import { createHash } from 'node:crypto';

/** argon2id, which is the library's own default; its named constants do not exist at run time. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Marks the hash of a password that may only be used to set another one. */
const oneTime = 'once:';

/**
 * The stored form of a password. `commandId` makes the salt, so that a repeated command carries the same content and is recognised as a repeat;
 * an id is never used for two passwords, which is all that a salt must promise.
 */
export async function hashPassword(password: string, commandId: string): Promise<string> {
  return hash(password, { ...cost, salt: createHash('sha256').update(`salt/${commandId}`).digest().subarray(0, 16) });
}

/** The stored form of a one-time password. */
export async function hashOneTimePassword(password: string): Promise<string> {
  return oneTime + await hash(password, cost);
}

/** The hash of a random password that nobody has: verifying against it takes as long as against a real one, so the time tells nothing about logins. */
const nobodys = '$argon2id$v=19$m=19456,t=2,p=1$GeFHarWmSKDSnRy/tRF2Lw$Hh0FbyyaZnfgnT4kPZlAjNoIGTvthMMJwEVYuYeYTPw';

/** Whether the password is the right one; for `null` (no such person, or nobody with a password) it takes as long and is false. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await verify(passwordHash?.replace(oneTime, '') ?? nobodys, password);
  return right && passwordHash !== null;
}
