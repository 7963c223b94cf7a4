import { Form, Input, InputNumber, Modal } from 'antd';
import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { minorUnits } from '../shell/format.js';
import { Refused } from '../shell/states.js';
import { useSheetName } from './sheet-name.js';

type Props = { readonly survey: SurveyView; readonly sheet: SurveyView['sheets'][number]; readonly close: () => void };
type Typed = { readonly problems?: string; readonly competitorNews?: string; readonly fees: number };
const orNull = (text: string | undefined): string | null => (text === undefined || text.trim() === '' ? null : text.trim());

/** Text and fees by hand; the counts are there already. */
export function SignDialog({ survey, sheet, close }: Props) {
  const { t } = useWords();
  const nameOf = useSheetName(survey);
  const handIn = useCommand('handInSheet');
  const [form] = Form.useForm<Typed>();
  const units = minorUnits(survey.currency);
  const send = ({ problems, competitorNews, fees }: Typed): void =>
    handIn.mutate({ params: { entryId: survey.entryId, sheetId: sheet.id }, body: { problems: orNull(problems), competitorNews: orNull(competitorNews), fees: Math.round(fees * units) } }, { onSuccess: close });
  return (
    <Modal open title={t('survey.signTitle', { what: nameOf(sheet) })} okText={t(sheet.state === 'open' ? 'survey.sign' : 'survey.correct')} confirmLoading={handIn.isPending} onCancel={close} onOk={form.submit}>
      <p className="quiet">{t('survey.counted')}</p>
      <dl className="survey-counts">
        {(['planned', 'visited', 'refused', 'closed', 'newFound', 'submitted', 'accepted', 'returned'] as const).map((key) => (
          <div key={key}>
            <dt>{t(`survey.counts.${key}`)}</dt>
            <dd>{sheet.counts[key]}</dd>
          </div>
        ))}
      </dl>
      {handIn.error && <Refused error={handIn.error} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send} initialValues={{ problems: sheet.problems ?? '', competitorNews: sheet.competitorNews ?? '', fees: sheet.fees === null ? undefined : sheet.fees / units }}>
        <Form.Item name="fees" label={t('survey.fees', { currency: survey.currency })} rules={[{ required: true, message: t('fault.required') }]}>
          <InputNumber min={0} precision={Math.log10(units)} inputMode="decimal" className="full" />
        </Form.Item>
        <Form.Item name="problems" label={t('survey.problems')}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item name="competitorNews" label={t('survey.news')}>
          <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
