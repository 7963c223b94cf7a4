import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { minorUnits } from '../shell/format.js';
import { Refused } from '../shell/states.js';
import type { SurveyPart } from './survey-tab.js';

type Typed = { readonly lessons: string; readonly problems?: string; readonly what?: string; readonly planned?: number; readonly spent?: number };

/** 经验总结与费用核算: the lead closes the survey when nothing is open; afterwards what was learnt and spent. */
export function WrapUp({ survey, acts }: SurveyPart) {
  const { t, format } = useWords();
  const [open, setOpen] = useState(false);
  const { wrapUp } = survey;
  const nothingOpen = Object.values(survey.open).every((count) => count === 0);
  if (wrapUp === null && !(acts && survey.may.wrapUp && survey.phase === 'review')) return null;
  return (
    <section className="section card" aria-labelledby="survey-wrap-up-title">
      <h2 id="survey-wrap-up-title">{t('survey.wrapUp')}</h2>
      {wrapUp === null ? (
        <>
          <p className="quiet">{t('survey.wrapUpHint')}</p>
          <Button type="primary" disabled={!nothingOpen} onClick={() => setOpen(true)}>
            {t('survey.wrapUp')}
          </Button>
        </>
      ) : (
        <>
          <p>{wrapUp.lessons}</p>
          {wrapUp.problems !== '' && <p>{wrapUp.problems}</p>}
          <ul>
            {wrapUp.fees.map((line) => (
              <li key={line.what}>
                {line.what}: {format.money(line.spent, survey.currency)} / {format.money(line.planned, survey.currency)}
              </li>
            ))}
          </ul>
          <p className="quiet">{t('survey.wrappedUp', { name: wrapUp.by.name, at: format.instant(wrapUp.at, survey.timeZone) })}</p>
        </>
      )}
      {open && <WrapUpDialog survey={survey} close={() => setOpen(false)} />}
    </section>
  );
}

/** The fees that the daily sheets bore are proposed as spent. */
function WrapUpDialog({ survey, close }: { survey: SurveyView; close: () => void }) {
  const { t } = useWords();
  const send = useCommand('wrapUpSurvey');
  const [form] = Form.useForm<Typed>();
  const units = minorUnits(survey.currency);
  const spent = survey.sheets.reduce((sum, sheet) => sum + (sheet.fees ?? 0), 0) / units;
  const finish = ({ lessons, problems, what, planned, spent: paid }: Typed): void => {
    const fees = what === undefined || what.trim() === '' ? [] : [{ what: what.trim(), planned: Math.round((planned ?? 0) * units), spent: Math.round((paid ?? 0) * units) }];
    send.mutate({ params: { entryId: survey.entryId }, body: { lessons, problems: problems ?? '', fees } }, { onSuccess: close });
  };
  return (
    <Modal open title={t('survey.wrapUp')} okText={t('survey.wrapUp')} confirmLoading={send.isPending} onCancel={close} onOk={form.submit}>
      {send.error && <Refused error={send.error} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={finish} initialValues={{ what: t('survey.sheets'), spent }}>
        <Form.Item name="lessons" label={t('survey.lessons')} rules={[{ required: true, whitespace: true, message: t('fault.required') }]}>
          <Input.TextArea maxLength={8000} autoSize={{ minRows: 3, maxRows: 10 }} />
        </Form.Item>
        <Form.Item name="problems" label={t('survey.problems')}>
          <Input.TextArea maxLength={8000} autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Form.Item name="what" label={t('survey.whatFees')}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="survey-days">
          <Form.Item name="planned" label={t('survey.plannedFees', { currency: survey.currency })}>
            <InputNumber min={0} inputMode="decimal" className="full" />
          </Form.Item>
          <Form.Item name="spent" label={t('survey.spentFees', { currency: survey.currency })}>
            <InputNumber min={0} inputMode="decimal" className="full" />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
