import { Controller } from '@nestjs/common';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { hashPassword } from '../../../libs/journal/passwords.js';
import { CompanyBoard } from '../../../libs/persistence/board/company-board.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';

@Controller()
export class PeopleController {
  constructor(private readonly door: DecisionDoor, private readonly board: CompanyBoard) {}

  @Door('listPeople')
  async listPeople(_ask: Ask<'listPeople'>): Promise<Answer<'listPeople'>> {
    return this.board.people();
  }

  @Door('addPerson')
  async addPerson({ by, body: { password, ...person } }: Ask<'addPerson'>): Promise<Answer<'addPerson'>> {
    const passwordHash = await hashPassword(password, by.commandId);
    const { personId } = await this.door.commit('addPerson', { ...by, input: { ...person, passwordHash } });
    return this.board.person(personId);
  }

  @Door('setRoles')
  async setRoles({ by, params, body }: Ask<'setRoles'>): Promise<Answer<'setRoles'>> {
    await this.door.commit('setRoles', { ...by, input: { ...params, ...body } });
    return this.board.person(params.personId);
  }
}
