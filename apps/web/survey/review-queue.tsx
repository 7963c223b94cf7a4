import { Alert, App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { RecordsReviewed } from '../../../libs/contracts/market-survey-views.js';
import type { SurveyRecordView } from '../../../libs/contracts/survey-views.js';
import { ReasonDialog } from '../entry/reason-dialog.js';
import { useWords } from '../language/i18n.js';
import { useCommand, useRead } from '../shell/api.js';
import { Nothing, Read, Refused } from '../shell/states.js';
import { RecordRow } from './record-row.js';
import type { SurveyPart } from './survey-tab.js';

const pageSize = 50;

/** Records that wait for somebody else's look: one or many accepted, given back or rejected. Those that could not be reviewed say why. */
export function ReviewQueue({ survey, acts }: SurveyPart) {
  const { t } = useWords();
  const [after, setAfter] = useState(0);
  const records = useRead('listSurveyRecords', { query: { surveyId: survey.id, reviewState: 'submitted', current: 'true', limit: pageSize, after } });
  return (
    <section aria-labelledby="survey-queue-title">
      <h2 id="survey-queue-title">{t('survey.queue')}</h2>
      <Read of={records}>
        {(page) =>
          page.length === 0 ? (
            <Nothing title={t('survey.queueEmpty')}>{after > 0 && <Button onClick={() => setAfter(0)}>{t('state.again')}</Button>}</Nothing>
          ) : (
            <>
              <Queue page={page} acts={acts} />
              {page.length === pageSize && (
                <Button className="survey-next" onClick={() => setAfter(after + pageSize)}>
                  {t('survey.more')}
                </Button>
              )}
            </>
          )
        }
      </Read>
    </section>
  );
}

function Queue({ page, acts }: { page: readonly SurveyRecordView[]; acts: boolean }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const review = useCommand('reviewSurveyRecords');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<'return' | 'reject' | null>(null);
  const [left, setLeft] = useState<RecordsReviewed['results']>([]);
  const here = chosen.filter((id) => page.some((record) => record.id === id));
  const send = (outcome: 'accept' | 'return' | 'reject', comment: string | null): void =>
    review.mutate({ body: { recordIds: [...here], outcome, comment } }, {
      onSuccess: ({ reviewed, results }) => {
        setAsking(null);
        setChosen([]);
        setLeft(results.filter((result) => result.state === 'refused'));
        if (reviewed > 0) void message.success(t('survey.reviewed', { count: reviewed }));
      },
    });
  return (
    <>
      {acts && (
        <div className="review-bar">
          <Checkbox checked={here.length === page.length} indeterminate={here.length > 0 && here.length < page.length} onChange={({ target }) => setChosen(target.checked ? page.map((record) => record.id) : [])}>
            {t('survey.selectAll', { count: page.length })}
          </Checkbox>
          {here.length > 0 && (
            <>
              <span>{t('survey.selected', { count: here.length })}</span>
              <Button type="primary" size="small" loading={review.isPending} onClick={() => send('accept', null)}>{t('survey.acceptAll')}</Button>
              <Button size="small" onClick={() => setAsking('return')}>{t('survey.returnAll')}</Button>
              <Button size="small" danger onClick={() => setAsking('reject')}>{t('survey.rejectAll')}</Button>
            </>
          )}
        </div>
      )}
      {review.error && asking === null && <Refused error={review.error} />}
      {left.length > 0 && (
        <Alert type="warning" showIcon title={t('survey.notReviewed')} closable={{ onClose: () => setLeft([]) }} description={
          <ul className="faults">{left.flatMap((result) => result.faults.map((fault) => <li key={`${result.recordId} ${fault.rule}`}><code>{result.recordId.slice(0, 8)}</code> {fault[language]}</li>))}</ul>
        } />
      )}
      <ul className="rows">
        {page.map((record) => (
          <RecordRow key={record.id} record={record} {...(acts && { chosen: here.includes(record.id), choose: (on: boolean) => setChosen(on ? [...here, record.id] : here.filter((id) => id !== record.id)) })} />
        ))}
      </ul>
      <ReasonDialog
        open={asking !== null} title={t(asking === 'reject' ? 'survey.rejectMany' : 'survey.returnMany', { count: here.length })} label={t('survey.comment')} danger={asking === 'reject'}
        confirm={t(asking === 'reject' ? 'survey.rejectAll' : 'survey.returnAll')} busy={review.isPending} error={review.error}
        cancel={() => { review.reset(); setAsking(null); }} send={(comment) => asking && send(asking, comment)}
      />
    </>
  );
}
