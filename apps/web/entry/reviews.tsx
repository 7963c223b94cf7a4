import { Collapse } from 'antd';
import type { EntryView, ReviewView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { ColourMark } from '../shell/marks.js';
import { Nothing, Read } from '../shell/states.js';
import { ChangedSince } from './changed-since.js';
import { MeasureCells, MeasureHeads } from './measure-cells.js';

/** The weekly looks, newest first, frozen as they were taken. */
export function Reviews({ entry }: { entry: EntryView }) {
  const { t } = useWords();
  const reviews = useRead('listReviews', { params: { entryId: entry.id } });
  return (
    <Read of={reviews}>
      {(all) =>
        all.length === 0 ? (
          <Nothing title={t('review.none')} />
        ) : (
          <Collapse
            defaultActiveKey={all[0]?.id}
            items={all.map((review) => ({ key: review.id, label: <Head review={review} />, children: <Body review={review} entry={entry} /> }))}
          />
        )
      }
    </Read>
  );
}

const colours = ['red', 'amber', 'grey', 'green'] as const;

function Head({ review }: { review: ReviewView }) {
  const { t, format } = useWords();
  return (
    <span className="review-head">
      <b>{review.week}</b> <span>{t(`stage.${review.stage}`)}</span> <span className="quiet">{t('kpi.asOf', { day: format.day(review.asOf) })}</span>
      {colours.map((colour) => {
        const count = review.counts[colour] ?? 0;
        return (
          count > 0 && (
            <span key={colour}>
              <ColourMark colour={colour} /> {count}
            </span>
          )
        );
      })}
    </span>
  );
}

function Body({ review, entry }: { review: ReviewView; entry: EntryView }) {
  const { t, say } = useWords();
  const unitOf = (key: string): string => entry.kpis.find((kpi) => kpi.key === key)?.unit ?? '';
  return (
    <>
      <ChangedSince changes={review.changedSince} />
      {review.findings.length > 0 && (
        <ul className="findings">
          {review.findings.map((finding) => (
            <li key={finding.en}>{say(finding)}</li>
          ))}
        </ul>
      )}
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('kpi.title')}>
        <table className="read-table">
          <thead>
            <tr>
              <th scope="col">{t('kpi.colour')}</th>
              <th scope="col">{t('kpi.name')}</th>
              <MeasureHeads />
            </tr>
          </thead>
          <tbody>
            {review.readings.map((reading) => (
              <tr key={reading.kpi}>
                <td data-label={t('kpi.colour')}>
                  <ColourMark colour={reading.colour} />
                </td>
                <th scope="row">{say(reading.title)}</th>
                <MeasureCells of={{ ...reading, unit: unitOf(reading.kpi) }} currency={entry.currency} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
