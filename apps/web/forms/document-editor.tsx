import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button, Input, Progress, Upload } from 'antd';
import { useState } from 'react';
import { apiPrefix } from '../../../libs/contracts/endpoints.js';
import { useWords } from '../language/i18n.js';
import { client } from '../shell/api.js';
import { Refused } from '../shell/states.js';

export type DocumentDraft = { readonly text: string; readonly files: readonly { readonly id: string; readonly name: string; readonly size: number | null }[] };
type Props = { readonly draft: DocumentDraft; readonly change: (update: (draft: DocumentDraft) => DocumentDraft) => void; readonly faulty: string | undefined };

const megabyte = 1024 ** 2;

/** A text, files, or both. A file is stored at once and belongs to the deliverable when that is handed in. */
export function DocumentEditor({ draft, change, faulty }: Props) {
  const { t, format } = useWords();
  const [uploading, setUploading] = useState(0);
  const [error, setError] = useState<Error | null>(null);
  const send = async (file: File): Promise<void> => {
    setError(null);
    setUploading((count) => count + 1);
    try {
      const stored = await client.call('storeFile', { file, fileName: file.name, fields: {} });
      change((current) => ({ ...current, files: [...current.files, { id: stored.id, name: stored.name, size: stored.size }] }));
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setUploading((count) => count - 1);
    }
  };
  return (
    <div className="form-grid">
      <div className="field wide">
        <label htmlFor="document-text">{t('document.text')}</label>
        <Input.TextArea
          id="document-text"
          value={draft.text}
          maxLength={200_000}
          autoSize={{ minRows: 6, maxRows: 24 }}
          onChange={(event) => {
            const text = event.target.value;
            change((current) => ({ ...current, text }));
          }}
        />
        {faulty !== undefined && <p className="fault">{faulty}</p>}
      </div>
      <div className="field wide">
        <span className="label">{t('document.files')}</span>
        <ul className="files">
          {draft.files.map((file) => (
            <li key={file.id}>
              <PaperClipOutlined aria-hidden /> <FileLink id={file.id} name={file.name} />{' '}
              {file.size !== null && <span className="quiet">{format.bytes(file.size)}</span>}
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={t('document.remove', { name: file.name })}
                onClick={() => change((current) => ({ ...current, files: current.files.filter((each) => each.id !== file.id) }))}
              />
            </li>
          ))}
        </ul>
        {error && <Refused error={error} />}
        {uploading > 0 && <Progress percent={100} status="active" showInfo={false} aria-label={t('state.loading')} />}
        <Upload
          multiple
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button icon={<PaperClipOutlined aria-hidden />}>{t('document.attach', { limit: format.bytes(10 * megabyte) })}</Button>
        </Upload>
      </div>
    </div>
  );
}

export function FileLink({ id, name }: { id: string; name: string }) {
  return (
    <a href={`${apiPrefix}/files/${id}`} download={name}>
      {name}
    </a>
  );
}
