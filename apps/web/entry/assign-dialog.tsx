import { Modal, Select } from 'antd';
import { useState } from 'react';
import type { EntryView, TaskView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useCommand, useRead } from '../shell/api.js';
import { Refused } from '../shell/states.js';

/** Gives a task to a person of its role, or back to the role. */
export function AssignDialog({ entry, task, close }: { entry: EntryView; task: TaskView; close: () => void }) {
  const { t, say, role } = useWords();
  const people = useRead('listPeople', {});
  const assign = useCommand('assignTask');
  const [personId, setPersonId] = useState<string | null>(task.assignee?.id ?? null);
  const able = (people.data ?? []).filter((person) => person.active && person.roles.some((held) => held.role === task.role));
  const options = [{ value: '', label: t('task.toRole', { role: role(task.role) }) }, ...able.map((person) => ({ value: person.id, label: person.name }))];
  return (
    <Modal
      open
      title={t('task.assignNamed', { task: say(task.title) })}
      okText={t('task.assign')}
      confirmLoading={assign.isPending}
      onCancel={close}
      onOk={() => assign.mutate({ params: { entryId: entry.id, taskKey: task.key }, body: { personId } }, { onSuccess: close })}
    >
      {assign.error && <Refused error={assign.error} />}
      <Select
        className="full"
        aria-label={t('task.assignee')}
        loading={people.isPending}
        value={personId ?? ''}
        options={options}
        onChange={(value) => setPersonId(value === '' ? null : value)}
      />
    </Modal>
  );
}
