import { EditOutlined, EyeOutlined, FormOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { DeliverableView, EntryView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { Chip, Mark, type Tone } from '../shell/marks.js';
import type { useLanding } from './use-landing.js';

const HandInDrawer = lazy(() => import('./hand-in-drawer.js').then((module) => ({ default: module.HandInDrawer })));
const DeliverableDrawer = lazy(() => import('./deliverable-drawer.js').then((module) => ({ default: module.DeliverableDrawer })));

export type DeliverableItem = DeliverableView['items'][number];
type Open = { readonly act: 'hand-in' | 'view'; readonly key: string; readonly item: string | null };
const tones: Record<DeliverableItem['state'], Tone> = { 'handed-in': 'plain', accepted: 'good', returned: 'bad', superseded: 'off' };

/** What the stage leaves behind: what is in, in which version, by whom, and what is still owed. */
export function Deliverables({ entry, land }: { entry: EntryView; land: ReturnType<typeof useLanding> }) {
  const { t, say, role, list } = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const acts = entry.state === 'running' && ['working', 'watching', 'gate'].includes(entry.phase);
  const close = (): void => setOpen(null);
  // Drawn from the entry of now, so that an open drawer follows what others do.
  const opened = entry.deliverables.find((each) => each.key === open?.key);
  return (
    <>
      <ul className="rows">
        {entry.deliverables.map((each) => (
          <li key={each.key} className="row" data-state={each.complete ? 'done' : 'ready'} {...land(each.key)}>
            <div className="row-main">
              <h3 className="row-title">
                {say(each.title)} {each.mine && !each.complete && <Chip tone="good">{t('task.mine')}</Chip>}
              </h3>
              <div className="row-facts">
                <Mark tone={each.complete ? 'good' : each.required ? 'plain' : 'off'}>
                  {t(each.complete ? 'deliverable.complete' : each.required ? 'deliverable.owed' : 'deliverable.optional')}
                </Mark>
                <span>{list(each.roles.map(role))}</span>
                {each.acceptedBy !== null && <span>{t('deliverable.acceptedBy', { role: role(each.acceptedBy) })}</span>}
                {each.many && <span>{t('deliverable.many', { what: say(each.many) })}</span>}
              </div>
              <Items deliverable={each} zone={entry.timeZone} acts={acts} open={(act, item) => setOpen({ act, key: each.key, item })} />
            </div>
            {acts && (each.many !== null || each.items.length === 0) && (
              <div className="buttons">
                <Button
                  size="small"
                  type={each.mine && !each.complete ? 'primary' : 'default'}
                  icon={<FormOutlined aria-hidden />}
                  onClick={() => setOpen({ act: 'hand-in', key: each.key, item: null })}
                  aria-label={t('deliverable.handInNamed', { deliverable: say(each.title) })}
                >
                  {t('deliverable.handIn')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Suspense>
        {open?.act === 'hand-in' && opened && <HandInDrawer entry={entry} deliverable={opened} item={open.item} close={close} />}
        {open?.act === 'view' && opened && <DeliverableDrawer entry={entry} deliverable={opened} item={open.item ?? ''} close={close} />}
      </Suspense>
    </>
  );
}

type ItemsProps = { readonly deliverable: DeliverableView; readonly zone: string; readonly acts: boolean; readonly open: (act: Open['act'], item: string) => void };

function Items({ deliverable, zone, acts, open }: ItemsProps) {
  const { t, say, format } = useWords();
  if (deliverable.items.length === 0) return null;
  return (
    <ul className="items">
      {deliverable.items.map((item) => {
        const named = `${say(deliverable.title)} ${item.item}`.trim();
        return (
          <li key={item.item}>
            <span className="item-name">
              {item.item !== '' && <b>{item.item}</b>} {t('deliverable.version', { version: item.version })}
            </span>
            <Mark tone={tones[item.state]}>{t(`deliverable.state.${item.state}`)}</Mark>
            <span className="quiet">
              {item.handedInBy.name} · {format.instant(item.handedInAt, zone)}
            </span>
            <span className="buttons">
              <Button
                size="small"
                type="text"
                icon={<EyeOutlined aria-hidden />}
                onClick={() => open('view', item.item)}
                aria-label={t('deliverable.viewNamed', { deliverable: named })}
              >
                {t('deliverable.view')}
              </Button>
              {acts && (
                <Button
                  size="small"
                  type="text"
                  icon={<EditOutlined aria-hidden />}
                  onClick={() => open('hand-in', item.item)}
                  aria-label={t('deliverable.nextNamed', { deliverable: named })}
                >
                  {t('deliverable.next')}
                </Button>
              )}
            </span>
            {item.reviewNote !== null && <p className="note">{t('deliverable.reviewNote', { name: item.reviewedBy?.name ?? '', note: item.reviewNote })}</p>}
          </li>
        );
      })}
    </ul>
  );
}
