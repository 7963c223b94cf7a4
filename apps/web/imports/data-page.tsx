import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { importKinds } from '../../../libs/contracts/field-rows.js';
import { useWords } from '../language/i18n.js';
import { ImportForm, type ImportKind } from './import-form.js';
import { ImportList } from './import-list.js';
import { Markets } from './markets.js';
import './imports.css';

/** Data in: files of markets, terminals, sales …, and what has come of them market by market. */
export function DataPage() {
  const { t } = useWords();
  const search = useSearch({ from: '/frame/data' });
  const navigate = useNavigate();
  const kind = importKinds.find((each) => each === search.kind) ?? 'markets';
  const [shown, setShown] = useState<string | null>(null);
  const pick = (next: ImportKind): void => void navigate({ to: '/data', search: { ...search, kind: next }, replace: true });
  return (
    <>
      <div className="page-head">
        <h1>{t('nav.data')}</h1>
      </div>
      <div className="two-columns">
        <section aria-labelledby="import-title">
          <h2 id="import-title">{t('import.title')}</h2>
          <ImportForm key={kind} kind={kind} pick={pick} shown={shown} show={setShown} />
        </section>
        <div>
          <section aria-labelledby="imports-title">
            <h2 id="imports-title">{t('imports.title')}</h2>
            <ImportList show={setShown} />
          </section>
          <section aria-labelledby="markets-title">
            <h2 id="markets-title">{t('market.title')}</h2>
            <Markets search={search.q} change={(q) => void navigate({ to: '/data', search: { ...search, q }, replace: true })} />
          </section>
        </div>
      </div>
    </>
  );
}
