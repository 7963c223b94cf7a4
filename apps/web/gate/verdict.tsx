import type { ConditionView, PacketView } from '../../../libs/contracts/views.js';
import { counts } from '../../../libs/rules/gate-verdict.js';
import { useWords } from '../language/i18n.js';
import { VerdictMark } from '../shell/marks.js';

/** The verdict as a sentence, with the conditions that stand in the way by name. */
export function Verdict({ verdict, conditions }: { verdict: PacketView['verdict']; conditions: readonly ConditionView[] }) {
  const { t, say, list } = useWords();
  const counting = conditions.filter(counts);
  const named = (met: boolean | null): string[] => counting.filter((condition) => condition.met === met).map((condition) => say(condition.title));
  const [failed, unknown] = [named(false), named(null)];
  return (
    <div className={`verdict verdict-${verdict}`} role="status">
      <VerdictMark verdict={verdict} />
      <p>
        {t('verdict.sentence', { all: counting.length, met: named(true).length })}
        {failed.length > 0 && t('verdict.failed', { count: failed.length, names: list(failed) })}
        {unknown.length > 0 && t('verdict.withoutData', { count: unknown.length, names: list(unknown) })}
        {counting.length < conditions.length && t('verdict.aside', { count: conditions.length - counting.length })}
      </p>
    </div>
  );
}
