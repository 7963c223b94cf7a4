import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { ReasonDialog } from '../entry/reason-dialog.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { Chip, Mark } from '../shell/marks.js';
import { Nothing, Refused } from '../shell/states.js';
import type { SurveyPart } from './survey-tab.js';

type Task = SurveyView['resurvey'][number];
type Opened = { readonly reason: 'coverage' | 'other'; readonly note: string; readonly zoneNo?: number; readonly records: number; readonly teamCode?: string; readonly dueDay: string };

/** 补充调查: what is to be surveyed again; open ones stand in the way of G2. */
export function Resurveys({ survey, acts }: SurveyPart) {
  const { t, format } = useWords();
  const change = useCommand('changeResurvey');
  const [ending, setEnding] = useState<Task | null>(null);
  const [opening, setOpening] = useState(false);
  const may = acts && (survey.may.plan || survey.may.review);
  return (
    <section className="section" aria-labelledby="survey-resurveys-title">
      <h2 id="survey-resurveys-title">{t('survey.resurveys')}</h2>
      {survey.resurvey.length === 0 ? (
        <Nothing title={t('survey.noResurveys')} />
      ) : (
        <ul className="rows">
          {survey.resurvey.map((task) => (
            <li key={task.id} className="row" data-late={task.late}>
              <div className="row-main">
                <h3 className="row-title">
                  {t(`survey.reason.${task.reason}`)} {task.zoneNo !== null && t('survey.target.zone', { key: task.zoneNo })} {task.mine && task.state === 'open' && <Chip tone="good">{t('survey.mine')}</Chip>}
                </h3>
                <div className="row-facts">
                  <Mark tone={task.state === 'open' ? 'bad' : task.state === 'closed' ? 'good' : 'off'}>{t(`survey.resurveyState.${task.state}`)}</Mark>
                  <span>{t('survey.done', { accepted: task.accepted, records: task.records })}</span>
                  <span>{task.person?.name ?? survey.teams.find((team) => team.code === task.teamCode)?.name ?? ''}</span>
                  {task.state === 'open' && <time dateTime={task.dueDay} className={task.late ? 'late' : undefined}>{t(task.late ? 'move.overdueSince' : 'move.dueBy', { day: format.day(task.dueDay) })}</time>}
                </div>
                <p className="note">{task.closedNote ?? task.note}</p>
              </div>
              {may && task.state === 'open' && (
                <div className="buttons">
                  <Button size="small" onClick={() => setEnding(task)} aria-label={t('survey.named', { act: t('survey.end'), what: task.note })}>{t('survey.end')}</Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {may && <Button className="survey-next" onClick={() => setOpening(true)}>{t('survey.openOne')}</Button>}
      <ReasonDialog
        open={ending !== null} title={t('survey.endTitle')} confirm={t('survey.end')} busy={change.isPending} error={change.error} cancel={() => { change.reset(); setEnding(null); }}
        send={(note) => ending && change.mutate({ params: { entryId: survey.entryId, taskId: ending.id }, body: { state: 'closed', note } }, { onSuccess: () => setEnding(null) })}
      />
      {opening && <OpenDialog survey={survey} close={() => setOpening(false)} />}
    </section>
  );
}

function OpenDialog({ survey, close }: { survey: SurveyView; close: () => void }) {
  const { t, say } = useWords();
  const open = useCommand('openResurvey');
  const [form] = Form.useForm<Opened>();
  const required = [{ required: true, message: t('fault.required') }];
  const send = ({ zoneNo, teamCode, ...task }: Opened): void => open.mutate({ params: { entryId: survey.entryId }, body: { ...task, zoneNo: zoneNo ?? null, teamCode: teamCode ?? null } }, { onSuccess: close });
  return (
    <Modal open title={t('survey.openOne')} okText={t('survey.openOne')} confirmLoading={open.isPending} onCancel={close} onOk={form.submit}>
      {open.error && <Refused error={open.error} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send} initialValues={{ reason: 'coverage', records: 1, dueDay: survey.today }}>
        <Form.Item name="reason" label={t('steer.reason')}>
          <Select options={(['coverage', 'other'] as const).map((value) => ({ value, label: t(`survey.reason.${value}`) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('survey.note')} rules={required}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <div className="survey-days">
          <Form.Item name="zoneNo" label={t('survey.zone')}>
            <InputNumber min={1} max={99} precision={0} inputMode="numeric" className="full" />
          </Form.Item>
          <Form.Item name="records" label={t('survey.records')} rules={required}>
            <InputNumber min={1} precision={0} inputMode="numeric" className="full" />
          </Form.Item>
        </div>
        <Form.Item name="teamCode" label={t('survey.team')}>
          <Select allowClear options={survey.teams.map((team) => ({ value: team.code, label: `${team.name} ${say(team.does)}` }))} />
        </Form.Item>
        <Form.Item name="dueDay" label={t('survey.due')} rules={required}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
