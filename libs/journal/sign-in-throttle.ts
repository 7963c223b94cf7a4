import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../rules/failures.js';

const windowSeconds = 15 * 60;

/**
 * Bounds on failed sign-ins per quarter of an hour: of one login from one address, of one login from anywhere, of one address.
 * Kept in this process: with several API processes the bounds hold for each of them.
 */
export class SignInThrottle {
  private readonly pair = new RateLimiterMemory({ points: 8, duration: windowSeconds });
  private readonly login = new RateLimiterMemory({ points: 60, duration: windowSeconds });
  private readonly address = new RateLimiterMemory({ points: 120, duration: windowSeconds });

  /**
   * Counts an attempt before its password is looked at, so that attempts in parallel cannot slip through together.
   * Throws `too-many-requests` with the seconds to wait.
   */
  async take(login: string, address: string): Promise<void> {
    await this.consume(this.address, address);
    await this.consume(this.pair, `${login}\n${address}`);
    await this.consume(this.login, login);
  }

  /** The attempt was right: it does not count, and neither do the slips before it. */
  async forgive(login: string, address: string): Promise<void> {
    await this.pair.delete(`${login}\n${address}`);
    await this.login.reward(login);
    await this.address.reward(address);
  }

  private async consume(limiter: RateLimiterMemory, key: string): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (rejection) {
      if (rejection instanceof RateLimiterRes) throw new Refusal('too-many-requests', { seconds: Math.max(1, Math.ceil(rejection.msBeforeNext / 1000)) });
      throw rejection;
    }
  }
}
