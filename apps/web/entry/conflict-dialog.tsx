import { Button, Modal } from 'antd';
import type { DeliverableView, EntryView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useSession } from '../session/session.js';
import { useRead, type Answer } from '../shell/api.js';
import { Read } from '../shell/states.js';

type Theirs = Answer<'getDeliverable'>;
type Props = {
  readonly entry: EntryView;
  readonly deliverable: DeliverableView;
  readonly item: string;
  readonly keep: () => void;
  readonly reload: (theirs: Theirs) => void;
  readonly overwrite: (theirs: Theirs) => void;
};

/** Somebody was faster. Says who and when, and leaves the choice: take theirs, hand in mine as the next version, or go on editing. */
export function ConflictDialog({ entry, deliverable, item, keep, reload, overwrite }: Props) {
  const { t, say, format } = useWords();
  const session = useSession().data;
  // Where each person hands in their own, the login stands behind the name.
  const own = `${item}/${session?.state === 'in' ? session.person.login : ''}`;
  const known = deliverable.items.find((each) => each.item === item) ?? deliverable.items.find((each) => each.item === own);
  const newest = useRead('getDeliverable', { params: { entryId: entry.id, deliverableKey: deliverable.key }, query: { item: known?.item ?? item } });
  // What is cached may be the version that was edited: wait for the answer of now.
  const theirs = newest.isFetching ? undefined : newest.data;
  return (
    <Modal
      open
      title={t('conflict.title')}
      onCancel={keep}
      footer={
        <div className="buttons end">
          <Button onClick={keep}>{t('conflict.keep')}</Button>
          <Button danger disabled={!theirs} onClick={() => theirs && overwrite(theirs)}>
            {t('conflict.overwrite')}
          </Button>
          <Button type="primary" disabled={!theirs} onClick={() => theirs && reload(theirs)}>
            {t('conflict.reload')}
          </Button>
        </div>
      }
    >
      <Read of={{ ...newest, data: theirs }}>
        {(version) => (
          <>
            <p>
              {t('conflict.who', {
                name: version.handedInBy.name,
                deliverable: `${say(deliverable.title)} ${version.item}`.trim(),
                version: version.version,
                at: format.instant(version.handedInAt, entry.timeZone),
              })}
            </p>
            <p className="quiet">{t('conflict.choose')}</p>
          </>
        )}
      </Read>
    </Modal>
  );
}
