import { readFileSync } from 'node:fs';
import { ImportMapping } from '../../libs/contracts/field.js';

/** The text of a mapping file of `test/mappings`. */
export function mappingText(name: string): string {
  return readFileSync(new URL(`../mappings/${name}.json`, import.meta.url), 'utf8');
}

export function mappingOf(name: string): ImportMapping {
  return ImportMapping.parse(JSON.parse(mappingText(name)));
}
