import { apiPrefix, endpoints, type Endpoint } from '../../../libs/contracts/endpoints.js';

const patterns = Object.values<Endpoint>(endpoints).map(({ method, path }) =>
  ({ method, pattern: new RegExp(`^${apiPrefix}${path.replace(/:\w+/g, '[^/]+')}/?$`) }));

/** The methods that a path takes; empty: no such path. */
export function allowedMethods(path: string): string[] {
  return [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))].sort();
}
