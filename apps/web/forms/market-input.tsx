import { Select } from 'antd';
import { useState } from 'react';
import { useRead } from '../shell/api.js';
import { useFormScope } from './form-scope.js';

type Props = { readonly id: string; readonly label: string; readonly value: unknown; readonly change: (value: unknown) => void; readonly faulty: boolean };

/** A market by its code: the entry's candidates first; after stage 1 any market can be named. */
export function MarketInput({ id, label, value, change, faulty }: Props) {
  const { markets, onlyCandidates } = useFormScope();
  const [search, setSearch] = useState('');
  const found = useRead('listMarkets', search === '' ? {} : { query: { search } }, !onlyCandidates).data ?? [];
  const all = new Map([...markets, ...found].map((market) => [market.code, market.name]));
  if (typeof value === 'string' && !all.has(value)) all.set(value, value);
  return (
    <Select
      id={id}
      aria-label={label}
      className="full"
      value={value as string | null}
      {...(faulty && { status: 'error' as const })}
      showSearch={{ optionFilterProp: 'label', ...(!onlyCandidates && { onSearch: setSearch }) }}
      options={[...all].map(([code, name]) => ({ value: code, label: code === name ? code : `${name} (${code})` }))}
      onChange={(picked) => change(picked ?? null)}
    />
  );
}
