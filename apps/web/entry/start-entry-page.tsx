import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { steering } from '../../../libs/rules/decision-rights.js';
import { useWords } from '../language/i18n.js';
import { useSession } from '../session/session.js';
import { useCommand, useRead } from '../shell/api.js';
import { faultsOf, Refused } from '../shell/states.js';
import { ownZone } from '../shell/format.js';
import '../people/people.css';

type Start = { readonly name: string; readonly candidateMarketIds: string[]; readonly bundleHash?: string; readonly timeZone: string; readonly currency: string };
const zones = Intl.supportedValuesOf('timeZone');
const currencies = ['CNY', 'USD', 'EUR', 'JPY', 'HKD', 'SGD', 'THB', 'VND', 'IDR', 'MYR', 'INR', 'GBP'];

/** Starts an entry: at least three candidate markets, of which stage 1 selects one. */
export function StartEntryPage() {
  const { t, language, list, role } = useWords();
  const session = useSession().data;
  const maySteer = session?.state === 'in' && session.person.roles.some((held) => steering.some((needed) => needed === held.role));
  const navigate = useNavigate();
  const start = useCommand('startEntry');
  const bundles = useRead('listBundles', {});
  const faults = faultsOf(start.error, language);
  const faulty = (field: string) => (faults[field] ? { validateStatus: 'error' as const, help: faults[field] } : {});
  const submit = ({ bundleHash, ...given }: Start): void =>
    start.mutate(
      { body: { ...given, name: given.name.trim(), ...(bundleHash && { bundleHash }) } },
      {
        onSuccess: (answer) => void navigate({ to: '/entries/$entryId', params: { entryId: answer.entryId } }),
      },
    );
  const needed = { required: true, message: t('fault.required') };
  return (
    <div className="narrow">
      <h1>{t('nav.start')}</h1>
      <p className="quiet">{t('start.hint')}</p>
      {!maySteer && <Alert type="info" showIcon className="banner" title={t('start.needsRole', { roles: list(steering.map(role)) })} />}
      {start.error && <Refused error={start.error} />}
      <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={start.isPending} initialValues={{ timeZone: 'Asia/Shanghai', currency: 'CNY' }}>
        <Form.Item name="name" label={t('start.name')} rules={[{ ...needed, whitespace: true }]} {...faulty('name')}>
          <Input maxLength={160} autoFocus />
        </Form.Item>
        <Form.Item
          name="candidateMarketIds"
          label={t('start.candidates')}
          rules={[{ ...needed, type: 'array', min: 3, message: t('start.atLeastThree') }]}
          {...faulty('candidateMarketIds')}
        >
          <Candidates />
        </Form.Item>
        <Form.Item name="bundleHash" label={t('entry.bundle')} extra={t('start.bundleHint')} {...faulty('bundleHash')}>
          <Select
            allowClear
            loading={bundles.isPending}
            placeholder={t('start.defaultBundle')}
            options={(bundles.data ?? []).map((bundle) => ({ value: bundle.hash, label: `${bundle.alias} · ${bundle.hash.slice(0, 8)}` }))}
          />
        </Form.Item>
        <div className="pair">
          <Form.Item
            name="timeZone"
            label={t('start.timeZone')}
            extra={ownZone === 'Asia/Shanghai' ? undefined : t('start.ownZone', { zone: ownZone })}
            rules={[needed]}
            {...faulty('timeZone')}
          >
            <Select showSearch options={zones.map((zone) => ({ value: zone, label: zone }))} />
          </Form.Item>
          <Form.Item name="currency" label={t('start.currency')} rules={[{ ...needed, pattern: /^[A-Z]{3}$/ }]} {...faulty('currency')}>
            <Select showSearch options={currencies.map((code) => ({ value: code, label: code }))} />
          </Form.Item>
        </div>
        <Button type="primary" htmlType="submit" loading={start.isPending}>
          {t('nav.start')}
        </Button>
      </Form>
    </div>
  );
}

/** Markets by search; those that were chosen stay in the list whatever is searched for. */
function Candidates({ value = [], onChange, id }: { value?: string[]; onChange?: (ids: string[]) => void; id?: string }) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const found = useRead('listMarkets', search === '' ? {} : { query: { search } });
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const fresh = (found.data ?? []).filter((market) => !known.has(market.id));
  if (fresh.length > 0) setKnown(new Map([...known, ...fresh.map((market): [string, string] => [market.id, `${market.name} (${market.code})`])]));
  const shown = [...new Set([...value, ...(found.data ?? []).map((market) => market.id)])];
  if (found.data?.length === 0 && search === '')
    return (
      <Alert
        type="info"
        showIcon
        title={t('start.noMarkets')}
        action={
          <Link to="/data" search={{ kind: 'markets' }}>
            {t('nav.data')}
          </Link>
        }
      />
    );
  return (
    <Select
      id={id}
      mode="multiple"
      value={value}
      onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setSearch, autoClearSearchValue: false }}
      loading={found.isFetching}
      placeholder={t('start.searchMarkets')}
      options={shown.map((marketId) => ({ value: marketId, label: known.get(marketId) ?? marketId }))}
    />
  );
}
