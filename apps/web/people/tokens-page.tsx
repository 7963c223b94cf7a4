import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Form, Input, InputNumber, Modal, Popconfirm, Table, type TableProps } from 'antd';
import { useState } from 'react';
import { scopes } from '../../../libs/contracts/commands.js';
import { useWords } from '../language/i18n.js';
import { useCommand, useRead, type Answer } from '../shell/api.js';
import { Chip } from '../shell/marks.js';
import { CopyButton, faultsOf, Nothing, Read, Refused } from '../shell/states.js';
import './people.css';

type Token = Answer<'listTokens'>[number];

/** The own API tokens: for schedulers and scripts, cut to scopes, with an end. */
export function TokensPage() {
  const { t } = useWords();
  const tokens = useRead('listTokens', {});
  const [making, setMaking] = useState(false);
  return (
    <>
      <div className="page-head">
        <h1>{t('nav.tokens')}</h1>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
          {t('token.make')}
        </Button>
      </div>
      <p className="quiet">{t('token.hint')}</p>
      <Read of={tokens}>{(all) => (all.length === 0 ? <Nothing title={t('token.none')} /> : <Tokens tokens={all} />)}</Read>
      {making && <MakeToken close={() => setMaking(false)} />}
    </>
  );
}

function Tokens({ tokens }: { tokens: Token[] }) {
  const { t, format, list } = useWords();
  const revoke = useCommand('revokeToken');
  const stateOf = (token: Token) => (token.revokedAt !== null ? 'revoked' : Date.parse(token.expiresAt) < Date.now() ? 'expired' : 'valid');
  const columns: TableProps<Token>['columns'] = [
    { title: t('token.name'), dataIndex: 'name', width: 180 },
    { title: t('token.scopes'), key: 'scopes', width: 200, render: (_, token) => list(token.scopes) },
    { title: t('token.expires'), key: 'expires', width: 140, render: (_, token) => format.instant(token.expiresAt) },
    {
      title: t('board.column.state'),
      key: 'state',
      width: 100,
      render: (_, token) => <Chip tone={stateOf(token) === 'valid' ? 'good' : 'off'}>{t(`token.state.${stateOf(token)}`)}</Chip>,
    },
    {
      title: <span className="sr-only">{t('token.revoke')}</span>,
      key: 'act',
      width: 100,
      render: (_, token) =>
        token.revokedAt === null && (
          <Popconfirm
            title={t('token.revokeSure', { name: token.name })}
            okText={t('token.revoke')}
            onConfirm={() => revoke.mutateAsync({ params: { tokenId: token.id } })}
          >
            <Button size="small" danger aria-label={`${t('token.revoke')} ${token.name}`}>
              {t('token.revoke')}
            </Button>
          </Popconfirm>
        ),
    },
  ];
  return (
    <>
      {revoke.error && <Refused error={revoke.error} />}
      <Table<Token> rowKey="id" size="small" columns={columns} dataSource={tokens} pagination={false} scroll={{ x: 720 }} />
    </>
  );
}

type Make = { readonly name: string; readonly scopes: (typeof scopes)[number][]; readonly days: number };

function MakeToken({ close }: { close: () => void }) {
  const { t, language } = useWords();
  const make = useCommand('createToken');
  const [form] = Form.useForm<Make>();
  const faults = faultsOf(make.error, language);
  const secret = make.data?.secret;
  return (
    <Modal
      open
      title={t('token.make')}
      onCancel={close}
      okText={t('token.make')}
      confirmLoading={make.isPending}
      onOk={form.submit}
      {...(secret !== undefined && { footer: <Button onClick={close}>{t('token.done')}</Button> })}
    >
      {make.error && <Refused error={make.error} />}
      {secret !== undefined ? (
        <Alert
          type="success"
          showIcon
          title={t('token.once')}
          description={
            <>
              <code className="break">{secret}</code>
              <CopyButton text={secret} label={t('token.copy')} />
            </>
          }
        />
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} initialValues={{ scopes: ['read'], days: 90 }} onFinish={(body) => make.mutate({ body })}>
          <Form.Item
            name="name"
            label={t('token.name')}
            rules={[{ required: true, whitespace: true, message: t('fault.required') }]}
            {...(faults['name'] && { validateStatus: 'error' as const, help: faults['name'] })}
          >
            <Input maxLength={120} autoFocus />
          </Form.Item>
          <Form.Item name="scopes" label={t('token.scopes')} rules={[{ required: true, message: t('fault.required') }]}>
            <Checkbox.Group className="stacked" options={scopes.map((scope) => ({ value: scope, label: t(`token.scope.${scope}`) }))} />
          </Form.Item>
          <Form.Item name="days" label={t('token.days')} rules={[{ required: true, message: t('fault.required') }]}>
            <InputNumber min={1} max={366} precision={0} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
