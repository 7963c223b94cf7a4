import { App, Button, Select } from 'antd';
import { useState } from 'react';
import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { ReasonDialog } from '../entry/reason-dialog.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { Chip, Mark, type Tone } from '../shell/marks.js';
import { Nothing, Refused } from '../shell/states.js';
import { ReassignDialog } from './reassign-dialog.js';
import type { SurveyPart } from './survey-tab.js';

type Assignment = SurveyView['assignments'][number];
const tones: Record<Assignment['state'], Tone> = { todo: 'off', doing: 'plain', submitted: 'near', returned: 'bad', accepted: 'good', cancelled: 'off' };

/** What is handed out, brought in and expected by today. */
export function Assignments({ survey, acts }: SurveyPart) {
  const { t } = useWords();
  const { message } = App.useApp();
  const plan = useCommand('planAssignments');
  const move = useCommand('moveAssignment');
  const [by, setBy] = useState<'zone' | 'route'>('zone');
  const [returning, setReturning] = useState<Assignment | null>(null);
  const [giving, setGiving] = useState<Assignment | null>(null);
  const params = { entryId: survey.entryId };
  const go = (assignment: Assignment, to: 'submitted' | 'accepted' | 'returned', note: string | null = null): void =>
    move.mutate({ params: { ...params, assignmentId: assignment.id }, body: { to, note } }, { onSuccess: () => setReturning(null) });
  return (
    <section aria-labelledby="survey-assignments-title">
      <h2 id="survey-assignments-title">{t('survey.assignments')}</h2>
      {acts && survey.may.plan && (
        <div className="buttons survey-tools">
          <Select aria-label={t('survey.plan')} value={by} onChange={setBy} options={(['zone', 'route'] as const).map((value) => ({ value, label: t(`survey.planBy.${value}`) }))} />
          <Button
            type={survey.assignments.length === 0 ? 'primary' : 'default'}
            loading={plan.isPending}
            onClick={() => plan.mutate({ params, body: { by } }, { onSuccess: ({ planned, kept }) => void message.success(t('survey.planned', { planned, kept })) })}
          >
            {t('survey.plan')}
          </Button>
        </div>
      )}
      {plan.error && <Refused error={plan.error} />}
      {move.error && !returning && <Refused error={move.error} />}
      {survey.assignments.length === 0 ? (
        <Nothing title={t('survey.noAssignments')} />
      ) : (
        <ul className="rows">
          {survey.assignments.map((assignment) => (
            <AssignmentRow key={assignment.id} {...{ survey, acts, assignment }} go={go} giveBack={() => setReturning(assignment)} reassign={() => setGiving(assignment)} />
          ))}
        </ul>
      )}
      <ReasonDialog
        open={returning !== null} title={t('survey.returnTitle', { what: returning?.title ?? '' })} label={t('survey.note')} confirm={t('survey.return')} busy={move.isPending} error={move.error}
        cancel={() => { move.reset(); setReturning(null); }} send={(note) => returning && go(returning, 'returned', note)}
      />
      {giving && <ReassignDialog survey={survey} assignment={giving} close={() => setGiving(null)} />}
    </section>
  );
}

type RowProps = SurveyPart & { readonly assignment: Assignment; readonly go: (a: Assignment, to: 'submitted' | 'accepted') => void; readonly giveBack: () => void; readonly reassign: () => void };

function AssignmentRow({ survey, acts, assignment, go, giveBack, reassign }: RowProps) {
  const { t, format } = useWords();
  const { state, title, targetType, targetKey } = assignment;
  const open = state === 'todo' || state === 'doing' || state === 'returned';
  const team = survey.teams.find((one) => one.code === assignment.teamCode)?.name ?? assignment.teamCode;
  const named = (act: string): string => t('survey.named', { act, what: title });
  return (
    <li className="row" data-late={assignment.late}>
      <div className="row-main">
        <h3 className="row-title">
          {title} {assignment.mine && open && <Chip tone="good">{t('survey.mine')}</Chip>}
        </h3>
        <div className="row-facts">
          <Mark tone={tones[state]}>{t(`survey.state.${state}`)}</Mark>
          <span>{targetType === 'respondent' ? t('survey.target.respondent') : t(`survey.target.${targetType}`, { key: targetKey })}</span>
          <span>{assignment.person?.name ?? team}</span>
          <span className={assignment.late ? 'late' : undefined}>{t('survey.from', { from: format.day(assignment.fromDay), to: format.day(assignment.dueDay) })}</span>
          <span>{t('survey.count', assignment)}</span>
        </div>
        {assignment.note !== null && <p className="note">{assignment.note}</p>}
      </div>
      {acts && (
        <div className="buttons">
          {open && survey.may.plan && <Button size="small" type="text" onClick={reassign} aria-label={named(t('survey.reassign'))}>{t('survey.reassign')}</Button>}
          {open && (assignment.mine || survey.may.plan) && <Button size="small" onClick={() => go(assignment, 'submitted')} aria-label={named(t('survey.submit'))}>{t('survey.submit')}</Button>}
          {state === 'submitted' && survey.may.plan && (
            <>
              <Button size="small" onClick={giveBack} aria-label={named(t('survey.return'))}>{t('survey.return')}</Button>
              <Button size="small" type="primary" onClick={() => go(assignment, 'accepted')} aria-label={named(t('survey.accept'))}>{t('survey.accept')}</Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}
