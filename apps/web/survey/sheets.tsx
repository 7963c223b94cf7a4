import { Button } from 'antd';
import { useState } from 'react';
import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { useWords } from '../language/i18n.js';
import { Mark } from '../shell/marks.js';
import { Nothing } from '../shell/states.js';
import { useSheetName } from './sheet-name.js';
import { SignDialog } from './sign-dialog.js';
import type { SurveyPart } from './survey-tab.js';

type Sheet = SurveyView['sheets'][number];
const shownCounts = ['planned', 'visited', 'refused', 'closed', 'newFound', 'submitted', 'accepted', 'returned'] as const;

/** The daily sheets: what is due now and what is missing first, coming and earlier ones folded away. */
export function Sheets({ survey, acts }: SurveyPart) {
  const { t } = useWords();
  const [signing, setSigning] = useState<Sheet | null>(null);
  const owed = survey.sheets.filter((sheet) => sheet.state !== 'cancelled');
  const coming = owed.filter((sheet) => sheet.state === 'open' && sheet.day > survey.today && !sheet.late);
  const current = owed.filter((sheet) => !coming.includes(sheet) && (sheet.state === 'open' || sheet.day >= survey.today));
  const earlier = owed.filter((sheet) => !coming.includes(sheet) && !current.includes(sheet)).reverse();
  const list = (sheets: readonly Sheet[]) => (
    <ul className="rows">
      {sheets.map((sheet) => (
        <SheetRow key={sheet.id} {...{ survey, acts, sheet }} sign={() => setSigning(sheet)} />
      ))}
    </ul>
  );
  return (
    <section className="section" aria-labelledby="survey-sheets-title">
      <h2 id="survey-sheets-title">{t('survey.sheets')}</h2>
      {owed.length === 0 && <Nothing title={t('survey.noSheets')} />}
      {current.length > 0 && list(current)}
      {coming.length > 0 && (
        <details className="survey-more" open={current.length === 0}>
          <summary>{t('survey.coming', { count: coming.length })}</summary>
          {list(coming)}
        </details>
      )}
      {earlier.length > 0 && (
        <details className="survey-more" open={current.length === 0 && coming.length === 0}>
          <summary>{t('survey.earlier', { count: earlier.length })}</summary>
          {list(earlier)}
        </details>
      )}
      {signing && <SignDialog survey={survey} sheet={signing} close={() => setSigning(null)} />}
    </section>
  );
}

function SheetRow({ survey, acts, sheet, sign }: SurveyPart & { sheet: Sheet; sign: () => void }) {
  const { t, format } = useWords();
  const nameOf = useSheetName(survey);
  const missing = sheet.state === 'open' && sheet.late;
  const may = acts && (sheet.mine || survey.may.plan);
  return (
    <li className="row" data-late={missing}>
      <div className="row-main">
        <h3 className="row-title">{nameOf(sheet)}</h3>
        <div className="row-facts">
          <Mark tone={sheet.state === 'handed-in' ? 'good' : missing ? 'bad' : 'off'}>{missing ? t('survey.missing') : t(`survey.sheetState.${sheet.state}`)}</Mark>
          {sheet.state === 'handed-in' && sheet.late && <Mark tone="near">{t('survey.lateIn')}</Mark>}
          {sheet.signedBy && sheet.signedAt ? (
            <span>{t('survey.signedBy', { name: sheet.signedBy.name, at: format.instant(sheet.signedAt, survey.timeZone) })}</span>
          ) : (
            <time dateTime={sheet.dueAt} className={missing ? 'late' : undefined}>
              {t('survey.dueBy', { at: format.instant(sheet.dueAt, survey.timeZone) })}
            </time>
          )}
        </div>
        <dl className="survey-counts">
          {shownCounts.map((key) => (
            <div key={key}>
              <dt>{t(`survey.counts.${key}`)}</dt>
              <dd>{sheet.counts[key]}</dd>
            </div>
          ))}
        </dl>
        {sheet.problems !== null && <p className="note">{sheet.problems}</p>}
        {sheet.competitorNews !== null && <p className="note">{sheet.competitorNews}</p>}
      </div>
      {may && (
        <div className="buttons">
          <Button size="small" type={sheet.state === 'open' && sheet.mine ? 'primary' : 'default'} onClick={sign} aria-label={t('survey.named', { act: t(sheet.state === 'open' ? 'survey.sign' : 'survey.correct'), what: nameOf(sheet) })}>
            {t(sheet.state === 'open' ? 'survey.sign' : 'survey.correct')}
          </Button>
        </div>
      )}
    </li>
  );
}
