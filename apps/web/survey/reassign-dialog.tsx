import { Form, Input, Modal, Select } from 'antd';
import type { SurveyView } from '../../../libs/contracts/market-survey-views.js';
import { useWords } from '../language/i18n.js';
import { useCommand, useRead } from '../shell/api.js';
import { Refused } from '../shell/states.js';

type Props = { readonly survey: SurveyView; readonly assignment: SurveyView['assignments'][number]; readonly close: () => void };
type Given = { readonly teamCode: string; readonly personId: string; readonly fromDay: string; readonly dueDay: string };

/** Gives an assignment to another team or person, or other days. */
export function ReassignDialog({ survey, assignment, close }: Props) {
  const { t, say } = useWords();
  const people = useRead('listPeople', {});
  const change = useCommand('changeAssignment');
  const [form] = Form.useForm<Given>();
  const send = ({ teamCode, personId, fromDay, dueDay }: Given): void =>
    change.mutate({ params: { entryId: survey.entryId, assignmentId: assignment.id }, body: { teamCode, personId: personId === '' ? null : personId, fromDay, dueDay } }, { onSuccess: close });
  return (
    <Modal open title={t('survey.reassignTitle', { what: assignment.title })} okText={t('survey.reassign')} confirmLoading={change.isPending} onCancel={close} onOk={form.submit}>
      {change.error && <Refused error={change.error} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={send} initialValues={{ teamCode: assignment.teamCode, personId: assignment.person?.id ?? '', fromDay: assignment.fromDay, dueDay: assignment.dueDay }}>
        <Form.Item name="teamCode" label={t('survey.team')}>
          <Select options={survey.teams.map((team) => ({ value: team.code, label: `${team.name} ${say(team.does)}` }))} />
        </Form.Item>
        <Form.Item name="personId" label={t('survey.person')}>
          <Select showSearch={{ optionFilterProp: 'label' }} loading={people.isPending} options={[{ value: '', label: t('survey.nobody') }, ...(people.data ?? []).filter((person) => person.active).map((person) => ({ value: person.id, label: person.name }))]} />
        </Form.Item>
        <div className="survey-days">
          <Form.Item name="fromDay" label={t('survey.days')} rules={[{ required: true, message: t('fault.required') }]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="dueDay" label={t('survey.due')} rules={[{ required: true, message: t('fault.required') }]}>
            <Input type="date" />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
