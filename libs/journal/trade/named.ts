import type { EntityManager } from 'typeorm';
import { Dealer, Terminal } from '../../persistence/entities/field/master.js';
import { Person } from '../../persistence/entities/process/people.js';
import { Refusal, type FieldFault } from '../../rules/failures.js';

const unknown = (field: string, code: string, zh: string, en: string): FieldFault => ({ field, rule: `known-${field}`, zh: `没有${zh} ${code}`, en: `There is no ${en} ${code}` });

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
