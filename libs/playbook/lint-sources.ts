import type { BundleContent } from './bundle-content.js';
import { canonical } from './canonical.js';
import type { DeliverableDef } from './define-stage.js';
import { text } from './forms/fields.js';
import { kpiSources, type KpiSource } from './kpi-sources.js';
import type { Finding } from './lint-finding.js';

/** Every KPI that exists or is tested must be fed by something that people or the street can have delivered by then. */
export function lintSources(bundle: BundleContent): Finding[] {
  const found: Finding[] = [];
  const soFar = new Map<string, DeliverableDef>();
  for (const stage of bundle.stages) {
    for (const [key, deliverable] of Object.entries(stage.deliverables)) {
      const path = `stages.${stage.key}.deliverables.${key}`;
      const before = soFar.get(key);
      if (before && formText(before) !== formText(deliverable)) found.push({ rule: 'form-differs', path, message: text('同名交付物的表单不同', 'has another form than the deliverable of the same name before') });
      if (deliverable.acceptedBy !== undefined && deliverable.roles.every((role) => role === deliverable.acceptedBy)) {
        found.push({ rule: 'nobody-accepts', path, message: text('只有提交人自己可以接受', 'only its authors could accept it') });
      }
      soFar.set(key, deliverable);
    }
    for (const key of Object.keys(stage.kpis)) {
      const missing = missingSource(key, soFar);
      if (missing) found.push({ rule: 'no-data-source', path: `stages.${stage.key}.kpis.${key}`, message: missing });
    }
    for (const [name, condition] of Object.entries(stage.gate.conditions)) {
      for (const test of condition.anyOf) {
        if (Object.hasOwn(stage.kpis, test.kpi)) continue;
        found.push({ rule: 'no-data-source', path: `stages.${stage.key}.gate.conditions.${name}`, message: text(`没有 KPI ${test.kpi}`, `there is no KPI ${test.kpi}`) });
      }
    }
  }
  return found;
}

function formText(deliverable: DeliverableDef): string {
  return canonical(deliverable.form ?? null);
}

function missingSource(kpi: string, soFar: ReadonlyMap<string, DeliverableDef>) {
  const source = Object.hasOwn(kpiSources, kpi) ? (kpiSources as Readonly<Record<string, KpiSource>>)[kpi] : undefined;
  if (!source || source.reads.length === 0) return text('没有计算方法', 'nobody measures it');
  const missing = source.reads.filter((read) => !isThere(read, soFar));
  if (missing.length === 0 || (source.either && missing.length < source.reads.length)) return null;
  return text(`没有数据来源:${missing.join(' ')}`, `has no data source: ${missing.join(' ')}`);
}

function isThere(read: string, soFar: ReadonlyMap<string, DeliverableDef>): boolean {
  if (read.startsWith('field:') || read.startsWith('entry:')) return true;
  const [key = '', field] = read.split('.');
  const deliverable = soFar.get(key);
  // A document is read by its acceptance, so somebody must be there to accept it.
  if (field === undefined) return deliverable?.acceptedBy !== undefined;
  return deliverable?.form !== undefined && Object.hasOwn(deliverable.form.fields, field);
}
