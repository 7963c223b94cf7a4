import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import type { PersonView } from '../../../libs/contracts/views.js';
import { roleKeys } from '../../../libs/playbook/roles.js';
import { useWords } from '../language/i18n.js';
import { useCommand, useRead } from '../shell/api.js';
import { Refused } from '../shell/states.js';

type Held = { readonly role: string; readonly marketId: string };

export function RolesDrawer({ person, close }: { person: PersonView; close: () => void }) {
  const { t } = useWords();
  return (
    <Drawer open size={560} onClose={close} title={t('people.giveRolesTo', { name: person.name })}>
      <RolesForm person={person} done={close} />
    </Drawer>
  );
}

/** All roles of a person, each in one market or everywhere; what is saved replaces what was there. */
export function RolesForm({ person, done }: { person: PersonView; done: () => void }) {
  const { t, role } = useWords();
  const save = useCommand('setRoles');
  const markets = useRead('listMarkets', {});
  const [held, setHeld] = useState<readonly Held[]>(() =>
    person.roles.length > 0 ? person.roles.map(({ role: key, marketId }) => ({ role: key, marketId })) : [{ role: 'rm', marketId: '*' }],
  );
  const names = new Map([
    ['*', t('people.everywhere')],
    ...(markets.data ?? []).map((market): [string, string] => [market.id, market.name]),
    ...person.roles.flatMap((each): [string, string][] => (each.market ? [[each.marketId, each.market]] : [])),
  ]);
  const set = (index: number, change: Partial<Held>): void => setHeld(held.map((each, at) => (at === index ? { ...each, ...change } : each)));
  const body = {
    roles: held
      .filter((each, index) => held.findIndex((other) => other.role === each.role && other.marketId === each.marketId) === index)
      .map((each) => ({ role: each.role, marketId: each.marketId as '*' })),
  };
  return (
    <>
      {save.error && <Refused error={save.error} />}
      <ul className="role-rows">
        {held.map((each, index) => (
          <li key={index}>
            <Select
              aria-label={t('people.roleNo', { no: index + 1 })}
              value={each.role}
              options={roleKeys.map((key) => ({ value: key, label: role(key) }))}
              onChange={(picked) => set(index, { role: picked })}
            />
            <Select
              aria-label={t('people.marketNo', { no: index + 1 })}
              value={each.marketId}
              showSearch={{ optionFilterProp: 'label' }}
              options={[...names].map(([value, label]) => ({ value, label }))}
              onChange={(picked) => set(index, { marketId: picked })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('people.removeRole', { role: role(each.role) })}
              onClick={() => setHeld(held.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <div className="buttons">
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => setHeld([...held, { role: 'rm', marketId: '*' }])}>
          {t('people.addRole')}
        </Button>
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate({ params: { personId: person.id }, body }, { onSuccess: done })}>
          {t('people.saveRoles')}
        </Button>
      </div>
    </>
  );
}
