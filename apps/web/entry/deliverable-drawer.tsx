import { Alert, Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import type { DeliverableView, EntryView } from '../../../libs/contracts/views.js';
import type { Fields } from '../../../libs/playbook/define-form.js';
import { FileLink } from '../forms/document-editor.js';
import { FormReading } from '../forms/form-reading.js';
import { FormScopeContext } from '../forms/form-scope.js';
import type { Draft } from '../forms/form-value.js';
import { useWords } from '../language/i18n.js';
import { useCommand, useRead, type Answer } from '../shell/api.js';
import { Chip } from '../shell/marks.js';
import { Read } from '../shell/states.js';
import { documentOf } from './filling.js';
import { ReasonDialog } from './reason-dialog.js';

type Props = { readonly entry: EntryView; readonly deliverable: DeliverableView; readonly item: string; readonly close: () => void };

/** One deliverable in any of its versions, and its review. */
export function DeliverableDrawer({ entry, deliverable, item, close }: Props) {
  const { t, say } = useWords();
  const newest = deliverable.items.find((each) => each.item === item)?.version ?? 1;
  const [chosen, setChosen] = useState<number | null>(null);
  const version = chosen ?? newest;
  const asked = useRead('getDeliverable', { params: { entryId: entry.id, deliverableKey: deliverable.key }, query: { item, version } });
  const versions = Array.from({ length: newest }, (_, index) => newest - index);
  return (
    <Drawer
      open
      size={880}
      onClose={close}
      title={`${say(deliverable.title)} ${item}`.trim()}
      extra={
        <Select
          size="small"
          aria-label={t('deliverable.versions')}
          value={version}
          onChange={(picked) => setChosen(picked)}
          popupMatchSelectWidth={false}
          options={versions.map((each) => ({ value: each, label: t(each === newest ? 'deliverable.newest' : 'deliverable.version', { version: each }) }))}
        />
      }
    >
      <FormScopeContext value={{ currency: entry.currency, markets: entry.candidateMarkets, onlyCandidates: false }}>
        <Read of={asked}>{(read) => <Version read={read} entry={entry} deliverable={deliverable} newest={version === newest} />}</Read>
      </FormScopeContext>
    </Drawer>
  );
}

function Version({ read, entry, deliverable, newest }: { read: Answer<'getDeliverable'>; entry: EntryView; deliverable: DeliverableView; newest: boolean }) {
  const { t, format } = useWords();
  const document = documentOf(read.content);
  return (
    <>
      <div className="row-facts">
        <Chip tone={read.state === 'accepted' ? 'good' : read.state === 'returned' ? 'bad' : 'plain'}>{t(`deliverable.state.${read.state}`)}</Chip>
        <span>
          {read.handedInBy.name} · {format.instant(read.handedInAt, entry.timeZone)}
        </span>
        <code title={read.hash}>{read.hash.slice(0, 8)}</code>
      </div>
      {read.reviewedBy && (
        <Alert
          type={read.state === 'returned' ? 'warning' : 'success'}
          className="banner"
          title={t(read.state === 'returned' ? 'deliverable.returnedBy' : 'deliverable.reviewedBy', { name: read.reviewedBy.name })}
          description={read.reviewNote}
        />
      )}
      {newest && read.state === 'handed-in' && deliverable.acceptedBy !== null && entry.state === 'running' && (
        <ReviewButtons read={read} entry={entry} deliverable={deliverable} />
      )}
      {deliverable.form ? (
        <FormReading fields={deliverable.form.fields as Fields} content={(read.content ?? {}) as Draft} />
      ) : (
        <>
          {document.text !== '' && <pre className="document">{document.text}</pre>}
          {document.files.length > 0 && (
            <ul className="files">
              {document.files.map((file) => (
                <li key={file.id}>
                  <FileLink id={file.id} name={file.name} />
                  {file.size !== null && <span className="quiet"> {format.bytes(file.size)}</span>}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}

function ReviewButtons({ read, entry, deliverable }: { read: Answer<'getDeliverable'>; entry: EntryView; deliverable: DeliverableView }) {
  const { t, role } = useWords();
  const review = useCommand('reviewDeliverable');
  const [outcome, setOutcome] = useState<'accept' | 'return' | null>(null);
  const close = (): void => {
    review.reset();
    setOutcome(null);
  };
  return (
    <div className="review-bar">
      <span className="quiet">{t('deliverable.acceptedBy', { role: role(deliverable.acceptedBy ?? '') })}</span>
      <Button type="primary" onClick={() => setOutcome('accept')}>
        {t('deliverable.accept')}
      </Button>
      <Button danger onClick={() => setOutcome('return')}>
        {t('deliverable.return')}
      </Button>
      <ReasonDialog
        open={outcome !== null}
        title={t(outcome === 'return' ? 'deliverable.returnTitle' : 'deliverable.acceptTitle')}
        label={t('task.note')}
        optional={outcome !== 'return'}
        danger={outcome === 'return'}
        confirm={t(outcome === 'return' ? 'deliverable.return' : 'deliverable.accept')}
        busy={review.isPending}
        error={review.error}
        cancel={close}
        send={(note) =>
          outcome &&
          review.mutate(
            {
              params: { entryId: entry.id, deliverableKey: deliverable.key },
              body: { item: read.item, version: read.version, outcome, ...(note !== '' && { note }) },
            },
            { onSuccess: close },
          )
        }
      />
    </div>
  );
}
