import { Button } from 'antd';
import { useState } from 'react';
import type { EntryView, TaskView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { Chip, Mark } from '../shell/marks.js';
import { AssignDialog } from './assign-dialog.js';
import { ReasonDialog } from './reason-dialog.js';
import type { useLanding } from './use-landing.js';

type Props = { readonly entry: EntryView; readonly land: ReturnType<typeof useLanding> };

/** Tasks in the order of the playbook: what can be done now stands out, what is locked says what it waits for. */
export function Tasks({ entry, land }: Props) {
  const { t } = useWords();
  const [completing, setCompleting] = useState<TaskView | null>(null);
  const [assigning, setAssigning] = useState<TaskView | null>(null);
  const complete = useCommand('completeTask');
  const { say } = useWords();
  const close = (): void => {
    complete.reset();
    setCompleting(null);
  };
  const acts = entry.state === 'running' && ['working', 'watching', 'gate'].includes(entry.phase);
  return (
    <>
      <ul className="rows">
        {entry.tasks.map((task) => (
          <TaskRow key={task.key} task={task} entry={entry} place={land(task.key)} acts={acts} complete={() => setCompleting(task)} assign={() => setAssigning(task)} />
        ))}
      </ul>
      <ReasonDialog
        open={completing !== null}
        title={t('task.completeTitle', { task: completing ? say(completing.title) : '' })}
        label={t('task.note')}
        optional
        confirm={t('task.complete')}
        busy={complete.isPending}
        error={complete.error}
        cancel={close}
        send={(note) =>
          completing && complete.mutate({ params: { entryId: entry.id, taskKey: completing.key }, body: note === '' ? {} : { note } }, { onSuccess: close })
        }
      />
      {assigning && <AssignDialog entry={entry} task={assigning} close={() => setAssigning(null)} />}
    </>
  );
}

type RowProps = {
  readonly task: TaskView;
  readonly entry: EntryView;
  readonly place: object;
  readonly acts: boolean;
  readonly complete: () => void;
  readonly assign: () => void;
};

function TaskRow({ task, entry, place, acts, complete, assign }: RowProps) {
  const { t, say, role, format, list } = useWords();
  const titleOf = (key: string): string => {
    const other = entry.tasks.find((each) => each.key === key);
    return other ? say(other.title) : key;
  };
  const waitsFor = task.after.filter((key) => entry.tasks.find((each) => each.key === key)?.state !== 'done').map(titleOf);
  const missing = task.delivers
    .map((key) => entry.deliverables.find((each) => each.key === key))
    .filter((each) => each !== undefined && !each.complete)
    .map((each) => say((each as { title: { zh: string; en: string } }).title));
  return (
    <li className="row" data-state={task.state} data-late={task.overdue} {...place}>
      <div className="row-main">
        <h3 className="row-title">
          {say(task.title)} {task.mine && task.state === 'ready' && <Chip tone="good">{t('task.mine')}</Chip>}
        </h3>
        <div className="row-facts">
          <Mark tone={task.state === 'done' ? 'good' : task.state === 'locked' ? 'off' : 'plain'}>{t(`task.state.${task.state}`)}</Mark>
          <span>{task.assignee?.name ?? role(task.role)}</span>
          {task.state === 'done' ? (
            task.completedAt !== null && <span>{t('task.doneBy', { name: task.completedBy?.name ?? '', at: format.instant(task.completedAt, entry.timeZone) })}</span>
          ) : (
            <time dateTime={task.dueAt} className={task.overdue ? 'late' : undefined}>
              {t(task.overdue ? 'move.overdueSince' : 'move.dueBy', { day: format.day(task.dueAt, entry.timeZone) })}
            </time>
          )}
        </div>
        {task.note !== null && <p className="note">{task.note}</p>}
        {waitsFor.length > 0 && task.state === 'locked' && <p className="quiet">{t('task.waitsFor', { tasks: list(waitsFor) })}</p>}
        {missing.length > 0 && task.state === 'ready' && <p className="quiet">{t('task.needs', { deliverables: list(missing) })}</p>}
      </div>
      {acts && task.state !== 'done' && (
        <div className="buttons">
          <Button size="small" type="text" onClick={assign} aria-label={t('task.assignNamed', { task: say(task.title) })}>
            {t('task.assign')}
          </Button>
          {task.state === 'ready' && (
            <Button
              size="small"
              type={task.mine && missing.length === 0 ? 'primary' : 'default'}
              onClick={complete}
              aria-label={t('task.completeTitle', { task: say(task.title) })}
            >
              {t('task.complete')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
