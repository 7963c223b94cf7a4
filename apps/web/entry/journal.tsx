import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { apiPrefix } from '../../../libs/contracts/endpoints.js';
import type { EntryView, JournalLineView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { kindText } from '../language/kind-text.js';
import { client, useRead } from '../shell/api.js';
import { Nothing, Read, Refused } from '../shell/states.js';
import { JournalData } from './journal-data.js';

const perPage = 100;

/** What happened, line by line, and the proof that no line was changed. */
export function Journal({ entry }: { entry: EntryView }) {
  const { t } = useWords();
  const params = { entryId: entry.id };
  const lines = useInfiniteQuery({
    queryKey: ['journal', { params }],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => client.call('journal', { params, query: { after: pageParam, limit: perPage }, signal }),
    getNextPageParam: (page) => (page.length === perPage ? page.at(-1)?.seq : undefined),
  });
  return (
    <>
      <div className="journal-tools">
        <Verify entry={entry} />
        <Button icon={<DownloadOutlined aria-hidden />} href={`${apiPrefix}/entries/${entry.id}/dossier`} download={`dossier-${entry.id}.json`}>
          {t('journal.dossier')}
        </Button>
      </div>
      <Read of={lines}>{({ pages }) => (pages[0]?.length === 0 ? <Nothing title={t('journal.none')} /> : <Lines lines={pages.flat()} zone={entry.timeZone} />)}</Read>
      {lines.hasNextPage && (
        <Button block loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
          {t('journal.more')}
        </Button>
      )}
    </>
  );
}

function Verify({ entry }: { entry: EntryView }) {
  const { t } = useWords();
  const asked = useRead('verifyJournal', { params: { entryId: entry.id } }, false);
  return (
    <>
      <Button type="primary" icon={<SafetyCertificateOutlined aria-hidden />} loading={asked.isFetching} onClick={() => void asked.refetch()}>
        {t('journal.verify')}
      </Button>
      <div role="status" className="verification">
        {asked.error && <Refused error={asked.error} />}
        {asked.data && (
          <Alert
            showIcon
            type={asked.data.verified ? 'success' : 'error'}
            title={
              asked.data.verified
                ? t('journal.verified', { count: asked.data.lines })
                : t('journal.broken', { line: asked.data.brokenAt ?? '?', why: asked.data.why ?? '' })
            }
          />
        )}
      </div>
    </>
  );
}

function Lines({ lines, zone }: { lines: readonly JournalLineView[]; zone: string }) {
  const { t, format, language } = useWords();
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t('entry.tab.journal')}>
      <table className="read-table journal-table">
        <caption className="sr-only">{t('entry.tab.journal')}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('journal.at')}</th>
            <th scope="col">{t('journal.actor')}</th>
            <th scope="col">{t('journal.kind')}</th>
            <th scope="col">{t('journal.data')}</th>
            <th scope="col">{t('journal.hash')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.seq}>
              <td data-label="#">{line.seq}</td>
              <td data-label={t('journal.at')}>
                <time dateTime={line.at}>{format.instant(line.at, zone)}</time>
              </td>
              <td data-label={t('journal.actor')}>{line.actor.name}</td>
              <th scope="row">{kindText(line.kind, language)}</th>
              <td data-label={t('journal.data')}>
                <JournalData data={line.data} />
              </td>
              <td data-label={t('journal.hash')}>
                <code title={line.hash}>{line.hash.slice(0, 8)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
