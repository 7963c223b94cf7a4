import { App, Button, Drawer } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { ApiProblem } from '../../../libs/contracts/client.js';
import type { DeliverableView, EntryView } from '../../../libs/contracts/views.js';
import type { Fields } from '../../../libs/playbook/define-form.js';
import { DocumentEditor } from '../forms/document-editor.js';
import { FaultSummary } from '../forms/fault-summary.js';
import type { Edit } from '../forms/form-value.js';
import { FormEditor } from '../forms/form-editor.js';
import { FormScopeContext } from '../forms/form-scope.js';
import { both, useWords } from '../language/i18n.js';
import { useCommand, useRead } from '../shell/api.js';
import { Read, Refused } from '../shell/states.js';
import { ConflictDialog } from './conflict-dialog.js';
import { checked, contentOf, etagOf, filledFrom, withDraft, type Filling } from './filling.js';
import { ItemName } from './item-name.js';

type Props = { readonly entry: EntryView; readonly deliverable: DeliverableView; readonly item: string | null; readonly close: () => void };

/** Hands in a deliverable, or its next version on the ground of the newest one. */
export function HandInDrawer(props: Props) {
  const { entry, deliverable, item } = props;
  const known = deliverable.items.find((each) => each.item === item);
  const newest = useRead('getDeliverable', { params: { entryId: entry.id, deliverableKey: deliverable.key }, query: { item: item ?? '' } }, known !== undefined);
  const { say, t } = useWords();
  if (known === undefined) return <Editing {...props} base={null} />;
  if (newest.data !== undefined) return <Editing {...props} base={newest.data} />;
  return (
    <Drawer open title={t('deliverable.handInNamed', { deliverable: say(deliverable.title) })} size={880} onClose={props.close}>
      <Read of={newest}>{() => null}</Read>
    </Drawer>
  );
}

type Base = { readonly version: number; readonly hash: string; readonly content: unknown };

function Editing({ entry, deliverable, item, close, base: first }: Props & { base: Base | null }) {
  const { t, say, language } = useWords();
  const { modal, message } = App.useApp();
  const handIn = useCommand('handIn');
  // The version this hand-in follows stays the one that was on the screen when editing began: that is how a conflict is seen.
  const [base, setBase] = useState(first);
  const [filling, setFilling] = useState<Filling>(() => filledFrom(deliverable, item, first?.content));
  const [touched, setTouched] = useState(false);
  const fields = (deliverable.form?.fields ?? null) as Fields | null;
  const edit = (update: (filling: Filling) => Filling): void => {
    setTouched(true);
    setFilling(update);
  };
  const editDraft = useCallback<Edit>(
    (update) => {
      setTouched(true);
      setFilling((current) => withDraft(current, update(current.draft), item));
    },
    [item],
  );
  const faults = useMemo(() => ({ ...filling.faults, ...serverFaults(handIn.error) }), [filling.faults, handIn.error]);
  const scope = useMemo(
    () => ({ currency: entry.currency, markets: entry.candidateMarkets, onlyCandidates: entry.stage === 'select' }),
    [entry.currency, entry.candidateMarkets, entry.stage],
  );
  const names = { item: deliverable.many ?? deliverable.title, text: both('document.text') };
  const leave = (): void => {
    if (!touched) close();
    else modal.confirm({ title: t('form.leave'), okText: t('form.discard'), okButtonProps: { danger: true }, onOk: close });
  };
  const send = (ifMatch: string | null): void => {
    const ready = checked(deliverable, filling);
    setFilling(ready);
    if (Object.keys(ready.faults).length > 0) return;
    handIn.mutate(
      {
        params: { entryId: entry.id, deliverableKey: deliverable.key },
        body: { item: deliverable.many ? ready.item.trim() : '', content: contentOf(ready) },
        ...(ifMatch !== null && { ifMatch }),
      },
      {
        onSuccess: (answer) => {
          void message.success(t('deliverable.handedIn', { version: answer.deliverableVersion }));
          close();
        },
      },
    );
  };
  const stale = handIn.error instanceof ApiProblem && (handIn.error.problem.code === 'stale' || handIn.error.problem.code === 'precondition-required');
  return (
    <Drawer
      open
      size={1040}
      onClose={leave}
      title={t('deliverable.handInNamed', { deliverable: say(deliverable.title) })}
      mask={{ closable: !touched }}
      footer={
        <div className="buttons end">
          <Button onClick={leave}>{t('form.cancel')}</Button>
          <Button type="primary" loading={handIn.isPending} onClick={() => send(base ? etagOf(base.hash) : null)}>
            {base ? t('deliverable.handInVersion', { version: base.version + 1 }) : t('deliverable.handIn')}
          </Button>
        </div>
      }
    >
      <FormScopeContext value={scope}>
        {handIn.error && !stale && <Refused error={handIn.error} />}
        <FaultSummary fields={fields ?? {}} names={names} faults={faults} language={language} />
        {deliverable.many && (
          <ItemName deliverable={deliverable} entry={entry} fixed={item !== null} filling={filling} change={(name) => edit((current) => ({ ...current, item: name }))} />
        )}
        {fields ? (
          <FormEditor fields={fields} draft={filling.draft} faults={faults} edit={editDraft} />
        ) : (
          <DocumentEditor
            draft={filling.document}
            faulty={faults['text']?.[language]}
            change={(update) => edit((current) => ({ ...current, document: update(current.document) }))}
          />
        )}
      </FormScopeContext>
      {stale && (
        <ConflictDialog
          entry={entry}
          deliverable={deliverable}
          item={filling.item.trim()}
          keep={() => handIn.reset()}
          reload={(theirs) => {
            handIn.reset();
            setBase(theirs);
            setTouched(false);
            setFilling(filledFrom(deliverable, theirs.item, theirs.content));
          }}
          overwrite={(theirs) => {
            handIn.reset();
            setBase(theirs);
            send(etagOf(theirs.hash));
          }}
        />
      )}
    </Drawer>
  );
}

/** What the server found wrong in the content, by the path that the form knows. */
function serverFaults(error: Error | null): Filling['faults'] {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(error.problem.errors.map(({ field, zh, en }) => [field.replace(/^(body\.)?content\./, ''), { zh, en }]));
}
