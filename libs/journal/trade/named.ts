import { In, type EntityManager } from 'typeorm';
import { Dealer, Terminal, Zone } from '../../persistence/entities/field/master.js';
import { StoredFile } from '../../persistence/entities/process/record.js';
import { Person } from '../../persistence/entities/process/people.js';
import { Refusal, type FieldFault } from '../../rules/failures.js';

const unknown = (field: string, code: string, zh: string, en: string): FieldFault => ({ field, rule: 'known', zh: `没有${zh} ${code}`, en: `There is no ${en} ${code}` });

/** Looks up what a command names by code and collects what does not exist. */
export class Named {
  private readonly faults: FieldFault[] = [];

  constructor(private readonly em: EntityManager, private readonly marketId: string) {}

  /** By the customer code or the source's own number. */
  async terminal(field: string, code: string | undefined): Promise<string | null> {
    if (code === undefined) return null;
    const found = await this.em.findOneBy(Terminal, [{ marketId: this.marketId, code }, { marketId: this.marketId, externalId: code }]);
    return this.idOr(found, unknown(field, code, '终端', 'terminal'));
  }

  async dealer(field: string, code: string | undefined): Promise<string | null> {
    if (code === undefined) return null;
    return this.idOr(await this.em.findOneBy(Dealer, { marketId: this.marketId, code }), unknown(field, code, '经销商', 'dealer'));
  }

  async sku(field: string, code: string | undefined): Promise<string | null> {
    if (code === undefined) return null;
    const [found] = await this.em.query<{ id: string }[]>('select id from sku where code = ?', [code]);
    return this.idOr(found ?? null, unknown(field, code, '单品', 'SKU'));
  }

  async zone(field: string, zoneNo: number): Promise<string | null> {
    return this.idOr(await this.em.findOneBy(Zone, { marketId: this.marketId, zoneNo }), unknown(field, String(zoneNo), '区域', 'zone'));
  }

  async person(field: string, login: string | undefined): Promise<void> {
    if (login === undefined || (await this.em.existsBy(Person, { login, active: true }))) return;
    this.faults.push(unknown(field, login, '人员', 'person'));
  }

  /** Throws `invalid-input` naming every field that names nothing. */
  mustBeKnown(): void {
    if (this.faults.length > 0) throw new Refusal('invalid-input', {}, this.faults);
  }

  private idOr(found: { readonly id: string } | null, fault: FieldFault): string | null {
    if (!found) this.faults.push(fault);
    return found?.id ?? null;
  }
}

/** Throws `invalid-input` naming each file that is not stored. */
export async function mustBeStored(em: EntityManager, fileIds: readonly string[]): Promise<void> {
  const known = new Set((await em.find(StoredFile, { where: { id: In([...fileIds]) }, select: { id: true } })).map(({ id }) => id));
  const faults = fileIds.flatMap((id, i) => (known.has(id) ? [] : [{ field: `fileIds.${i}`, rule: 'known-file', zh: '没有这个文件', en: 'There is no such file' }]));
  if (faults.length > 0) throw new Refusal('invalid-input', {}, faults);
}
