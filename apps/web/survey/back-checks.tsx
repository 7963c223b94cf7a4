import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { useWords } from '../language/i18n.js';
import { useCommand, useRead } from '../shell/api.js';
import { Chip, Mark } from '../shell/marks.js';
import { Nothing, Refused } from '../shell/states.js';
import { RecordRow } from './record-row.js';
import type { SurveyPart } from './survey-tab.js';

type Check = SurveyView['backChecks'][number];
type Found = { readonly fieldsChecked: number; readonly fieldsAgreed: number; readonly outletsFound?: number; readonly missedOutlets?: number; readonly note?: string };

/** The second look: drawn by chance, given to somebody without a part, recorded by that person. */
export function BackChecks({ survey, acts }: SurveyPart) {
  const { t, format } = useWords();
  const [recording, setRecording] = useState<Check | null>(null);
  const [giving, setGiving] = useState<Check | null>(null);
  const nameOf = (check: Check): string => t('survey.check', { name: check.surveyor.name, zone: check.zoneNo ?? '–', day: format.day(check.day) });
  return (
    <section className="section" aria-labelledby="survey-checks-title">
      <h2 id="survey-checks-title">{t('survey.checks')}</h2>
      <p className="quiet">{t('survey.checksHint')}</p>
      {survey.backChecks.length === 0 ? (
        <Nothing title={t('survey.noChecks')} />
      ) : (
        <ul className="rows">
          {survey.backChecks.map((check) => (
            <li key={check.id} className="row">
              <div className="row-main">
                <h3 className="row-title">
                  {nameOf(check)} {check.mine && check.state === 'todo' && <Chip tone="good">{t('survey.mine')}</Chip>}
                </h3>
                <div className="row-facts">
                  <Mark tone={check.state === 'done' ? (check.fieldsAgreed === check.fieldsChecked ? 'good' : 'bad') : 'off'}>{t(`survey.checkState.${check.state}`)}</Mark>
                  {check.checker ? <span>{check.checker.name}</span> : <Mark tone="bad">{t('survey.noChecker')}</Mark>}
                  {check.walksBlock && check.state === 'todo' && <span>{t('survey.walks')}</span>}
                  {check.fieldsChecked !== null && <span>{t('survey.agreed', { agreed: check.fieldsAgreed ?? 0, checked: check.fieldsChecked })}</span>}
                  {check.outletsFound !== null && <span>{t('survey.missed', { missed: check.missedOutlets ?? 0, found: check.outletsFound })}</span>}
                </div>
                {check.note !== null && <p className="note">{check.note}</p>}
              </div>
              {acts && check.state === 'todo' && (
                <div className="buttons">
                  {survey.may.plan && <Button size="small" type="text" onClick={() => setGiving(check)} aria-label={t('survey.named', { act: t('survey.giveTo'), what: nameOf(check) })}>{t('survey.giveTo')}</Button>}
                  {check.mine && <Button size="small" type="primary" onClick={() => setRecording(check)} aria-label={t('survey.named', { act: t('survey.record2'), what: nameOf(check) })}>{t('survey.record2')}</Button>}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {recording && <RecordDialog survey={survey} check={recording} title={t('survey.checkTitle', { what: nameOf(recording) })} close={() => setRecording(null)} />}
      {giving && <GiveDialog survey={survey} check={giving} title={t('survey.checkTitle', { what: nameOf(giving) })} close={() => setGiving(null)} />}
    </section>
  );
}

type DialogProps = { readonly survey: SurveyView; readonly check: Check; readonly title: string; readonly close: () => void };

function RecordDialog({ survey, check, title, close }: DialogProps) {
  const { t } = useWords();
  const record = useCommand('recordBackCheck');
  const given = useRead('listSurveyRecords', { query: { recordId: check.recordId } });
  const [form] = Form.useForm<Found>();
  const send = ({ outletsFound, missedOutlets, note, ...fields }: Found): void =>
    record.mutate(
      { params: { entryId: survey.entryId, checkId: check.id }, body: { ...fields, outletsFound: outletsFound ?? null, missedOutlets: missedOutlets ?? null, note: note === undefined || note.trim() === '' ? null : note.trim() } },
      { onSuccess: close },
    );
  const numbers = check.walksBlock ? (['fieldsChecked', 'fieldsAgreed', 'outletsFound', 'missedOutlets'] as const) : (['fieldsChecked', 'fieldsAgreed'] as const);
  return (
    <Modal open title={title} okText={t('survey.record2')} confirmLoading={record.isPending} onCancel={close} onOk={form.submit}>
      <ul className="rows">{(given.data ?? []).map((one) => <RecordRow key={one.id} record={one} />)}</ul>
      {record.error && <Refused error={record.error} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send}>
        {numbers.map((name) => (
          <Form.Item key={name} name={name} label={t(`survey.${name}`)} rules={[{ required: true, message: t('fault.required') }]}>
            <InputNumber min={0} precision={0} inputMode="numeric" className="full" />
          </Form.Item>
        ))}
        <Form.Item name="note" label={t('survey.note')}>
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function GiveDialog({ survey, check, title, close }: DialogProps) {
  const { t } = useWords();
  const people = useRead('listPeople', {});
  const give = useCommand('assignBackCheck');
  const [personId, setPersonId] = useState(check.checker?.id);
  return (
    <Modal
      open title={title} okText={t('survey.giveTo')} okButtonProps={{ disabled: personId === undefined }} confirmLoading={give.isPending} onCancel={close}
      onOk={() => personId !== undefined && give.mutate({ params: { entryId: survey.entryId, checkId: check.id }, body: { personId } }, { onSuccess: close })}
    >
      {give.error && <Refused error={give.error} />}
      <Select className="full" showSearch={{ optionFilterProp: 'label' }} aria-label={t('survey.person')} loading={people.isPending} {...(personId !== undefined && { value: personId })} onChange={setPersonId} options={(people.data ?? []).filter((person) => person.active).map((person) => ({ value: person.id, label: person.name }))} />
    </Modal>
  );
}
