import { AutoComplete } from 'antd';
import type { DeliverableView, EntryView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import type { Filling } from './filling.js';

type Props = {
  readonly deliverable: DeliverableView;
  readonly entry: EntryView;
  readonly fixed: boolean;
  readonly filling: Filling;
  readonly change: (name: string) => void;
};

/** Which of several it is: for a form about a market the market's code is proposed. */
export function ItemName({ deliverable, entry, fixed, filling, change }: Props) {
  const { t, say } = useWords();
  const fault = filling.faults['item'];
  const markets =
    deliverable.form && 'market' in deliverable.form.fields
      ? entry.candidateMarkets.map((market) => ({ value: market.code, label: `${market.code} ${market.name}` }))
      : [];
  return (
    <div className="field item-field">
      <label htmlFor="item-name">{t('deliverable.which', { what: deliverable.many ? say(deliverable.many) : '' })}</label>
      <AutoComplete
        id="item-name"
        className="full"
        value={filling.item}
        disabled={fixed}
        options={markets}
        maxLength={120}
        {...(fault && { status: 'error' as const })}
        onChange={change}
      />
      {fault && <p className="fault">{say(fault)}</p>}
    </div>
  );
}
