import { InboxOutlined } from '@ant-design/icons';
import { Button, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { importKinds } from '../../../libs/contracts/field-rows.js';
import { fileTypes } from '../../../libs/contracts/file-types.js';
import { ImportMapping } from '../../../libs/contracts/field.js';
import { currentLanguage, useWords } from '../language/i18n.js';
import { useCommand } from '../shell/api.js';
import { DownloadButton } from '../shell/download.js';
import { Refused } from '../shell/states.js';
import { ImportProgress } from './import-progress.js';
import { ImportResult } from './import-result.js';
import { exampleMapping } from './mapping-examples.js';
import { TakeBack } from './take-back.js';
import { useImport } from './use-import.js';

export type ImportKind = (typeof importKinds)[number];

type Props = {
  readonly kind: ImportKind;
  readonly pick: (kind: ImportKind) => void;
  /** The import that is shown below the form. */
  readonly shown: string | null;
  readonly show: (importId: string | null) => void;
};

/** A file, how its columns become our fields, a try that changes nothing, and the import with its progress. */
export function ImportForm({ kind, pick, shown, show }: Props) {
  const { t, format } = useWords();
  const language = currentLanguage();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState(() => exampleMapping(kind));
  const [fault, setFault] = useState<string | null>(null);
  const run = useCommand('importFile');
  const [sound, setSound] = useState<string | null>(null);
  const { data: at } = useImport(shown);
  const changed = (): void => {
    run.reset();
    show(null);
    setSound(null);
    setFault(null);
  };
  const send = (dryRun: boolean): void => {
    const wrong = faultOf(mapping);
    setFault(wrong);
    if (wrong !== null || file === null) return;
    run.mutate({ params: { kind }, query: { dryRun: dryRun ? 'true' : 'false' }, file, fileName: file.name, fields: { mapping } }, {
      onSuccess: ({ id }) => {
        if (dryRun) setSound(id);
        show(id);
      },
    });
  };
  const busy = run.isPending || (at !== undefined && !at.over);
  const tried = at !== undefined && at.id === sound && at.phase === 'done';
  return (
    <div className="import-form">
      <label htmlFor="import-kind">{t('import.kind')}</label>
      <Select id="import-kind" className="full" value={kind} onChange={pick} options={importKinds.map((each) => ({ value: each, label: t(`import.kinds.${each}`) }))} />
      <div className="buttons">
        <DownloadButton door="importTemplate" input={{ params: { kind }, query: { language } }} type={fileTypes.xlsx} name={`${kind}.xlsx`} label={t('files.template')} />
        <DownloadButton door="fieldRows" input={{ params: { kind } }} type={fileTypes.xlsx} name={`${kind}-rows.xlsx`} label={t('files.stored')} />
      </div>
      <span className="label">{t('import.file')}</span>
      <Upload.Dragger
        maxCount={1}
        fileList={[]}
        showUploadList={false}
        beforeUpload={(picked) => {
          changed();
          setFile(picked);
          return false;
        }}
        accept=".csv,.gz,.txt,.tsv,.xlsx"
      >
        <p className="import-drop">
          <InboxOutlined aria-hidden />{' '}
          {file ? (
            <>
              <b>{file.name}</b> <span className="quiet">{format.bytes(file.size)}</span>
            </>
          ) : (
            t('import.drop')
          )}
        </p>
      </Upload.Dragger>
      <label htmlFor="import-mapping">{t('import.mapping')}</label>
      <p className="quiet">{t('import.mappingHint')}</p>
      <Input.TextArea
        id="import-mapping"
        className="mono"
        value={mapping}
        spellCheck={false}
        autoSize={{ minRows: 8, maxRows: 24 }}
        {...(fault !== null && { status: 'error' as const })}
        onChange={(event) => {
          changed();
          setMapping(event.target.value);
        }}
      />
      {fault !== null && (
        <p className="fault" role="alert">
          {t('import.badMapping', { why: fault })}
        </p>
      )}
      <div className="buttons">
        <Button disabled={file === null || busy} loading={run.isPending && run.variables.query?.dryRun === 'true'} onClick={() => send(true)}>
          {t('import.try')}
        </Button>
        <Button type="primary" disabled={file === null || !tried} loading={run.isPending && run.variables.query?.dryRun === 'false'} onClick={() => send(false)}>
          {t('import.run')}
        </Button>
        {!tried && <span className="quiet">{t('import.tryFirst')}</span>}
      </div>
      <div role="status">
        {run.error && <Refused error={run.error} />}
        {at?.over && <ImportResult result={at} />}
      </div>
      {at !== undefined && !at.over && <ImportProgress at={at} />}
      {at !== undefined && (
        <div className="buttons">
          <TakeBack at={at} />
          {at.over && at.errors.length > 0 && file !== null && (
            <DownloadButton door="returnWorkbook" input={{ params: { importId: at.id }, file, fileName: file.name, fields: { mapping } }} type={fileTypes.xlsx} name={`${kind}-errors.xlsx`} label={t('files.errors')} />
          )}
        </div>
      )}
    </div>
  );
}

/** What is wrong with the mapping before it is sent; null when nothing is. */
function faultOf(mapping: string): string | null {
  try {
    const parsed = ImportMapping.safeParse(JSON.parse(mapping));
    return parsed.success ? null : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  } catch (error) {
    return (error as Error).message;
  }
}
