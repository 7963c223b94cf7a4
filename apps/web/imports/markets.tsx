import { Input, Table, type TableProps } from 'antd';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import type { MarketView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { useRead } from '../shell/api.js';
import { DownloadButton } from '../shell/download.js';
import { Nothing, Read } from '../shell/states.js';

/** Every market with what the street has told about it. */
export function Markets({ search, change }: { search: string | undefined; change: (search: string | undefined) => void }) {
  const { t, format } = useWords();
  const markets = useRead('listMarkets', search ? { query: { search } } : {});
  const count = (key: 'terminals' | 'dealers' | 'saleLines') => ({
    title: t(`market.${key}`),
    dataIndex: key,
    align: 'right' as const,
    width: 90,
    sorter: (a: MarketView, b: MarketView) => a[key] - b[key],
    render: (value: number) => format.number(value),
  });
  const columns: TableProps<MarketView>['columns'] = [
    {
      title: t('market.name'),
      key: 'name',
      width: 160,
      sorter: (a, b) => a.name.localeCompare(b.name, 'zh'),
      render: (_, market) => (
        <>
          <b>{market.name}</b> <span className="quiet">{market.code}</span>
        </>
      ),
    },
    { title: t('market.region'), dataIndex: 'adminRegion', width: 120, render: (region: string | null) => region ?? '–' },
    count('terminals'),
    count('dealers'),
    count('saleLines'),
    {
      title: t('files.report'),
      key: 'report',
      width: 180,
      render: (_, { id, code }) => (
        <>
          <DownloadButton door="marketReport" input={{ params: { marketId: id } }} type={fileTypes.docx} name={`${code}.docx`} label="Word" about={`${t('files.report')} ${code}`} />{' '}
          <DownloadButton door="marketReport" input={{ params: { marketId: id } }} type={fileTypes.pdf} name={`${code}.pdf`} label="PDF" about={`${t('files.report')} ${code}`} />
        </>
      ),
    },
  ];
  return (
    <>
      <div className="buttons">
        <DownloadButton door="listMarkets" input={search ? { query: { search } } : {}} type={fileTypes.xlsx} name="markets.xlsx" label={t('files.excel')} />
      </div>
      <Input.Search
        allowClear
        className="filter-search"
        value={search ?? ''}
        placeholder={t('market.search')}
        aria-label={t('market.search')}
        onChange={(event) => change(event.target.value === '' ? undefined : event.target.value)}
      />
      <Read of={markets}>
        {(all) =>
          all.length === 0 ? (
            <Nothing title={t(search ? 'board.noMatch' : 'market.none')} />
          ) : (
            <Table<MarketView>
              rowKey="id"
              size="small"
              columns={columns}
              dataSource={all}
              scroll={{ x: 740 }}
              pagination={{ hideOnSinglePage: true, pageSize: 20, showSizeChanger: false, size: 'small' }}
            />
          )
        }
      </Read>
    </>
  );
}
