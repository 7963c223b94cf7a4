import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { DecisionDoor } from '../../libs/journal/commit.js';
import { Sessions } from '../../libs/journal/sessions.js';
import { WakeRelay } from '../../libs/journal/wake.js';
import { Board } from '../../libs/persistence/board/board.js';
import { CompanyBoard } from '../../libs/persistence/board/company-board.js';
import { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import { DeliverablesController } from './entries/deliverables.controller.js';
import { EntriesController } from './entries/entries.controller.js';
import { JournalController } from './entries/journal.controller.js';
import { FiguresController } from './field/figures.controller.js';
import { GeographyController } from './field/geography.controller.js';
import { ImportsController } from './field/imports.controller.js';
import { WorkbooksController } from './field/workbooks.controller.js';
import { MarketsController } from './field/markets.controller.js';
import { MarketSurveyController } from './field/market-survey.controller.js';
import { SurveyFormsController } from './field/survey-forms.controller.js';
import { SurveyRecordsController } from './field/survey-records.controller.js';
import { DealersController } from './field/dealers.controller.js';
import { RoutesController } from './field/routes.controller.js';
import { TradeController } from './field/trade.controller.js';
import { TerminalsController } from './field/terminals.controller.js';
import { GatesController } from './gates/gates.controller.js';
import { AnswerCheck } from './http/answer-check.js';
import { AuthGuard } from './http/auth.guard.js';
import { ChangeFeed } from './http/change-feed.js';
import { Drain } from './http/drain.js';
import { EventsController } from './http/events.controller.js';
import { HealthController } from './http/health.controller.js';
import { OpenApiController } from './http/openapi.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { PARTS, type Parts } from './parts.js';
import { MeController } from './people/me.controller.js';
import { PeopleController } from './people/people.controller.js';
import { TokensController } from './people/tokens.controller.js';
import { PlaybookController } from './playbook/playbook.controller.js';
import { ReviewsController } from './reviews/reviews.controller.js';

const controllers: Type[] = [
  HealthController, OpenApiController, EventsController, MeController, PeopleController, TokensController, PlaybookController,
  MarketsController, TerminalsController, GeographyController, FiguresController, ImportsController, WorkbooksController, SurveyFormsController, SurveyRecordsController, MarketSurveyController,
  TradeController, RoutesController, DealersController,
  EntriesController, DeliverablesController, JournalController, GatesController, ReviewsController,
];

/** The HTTP door: one folder per resource, composed over the parts that it is given. */
@Module({})
export class ApiModule {
  /** `checkAnswers` holds every answer to its contract (tests); `heartbeatMs` is how often an open event stream is asked whether it may stay. */
  static with(parts: Parts, { checkAnswers = false, heartbeatMs = 15_000 } = {}): DynamicModule {
    const given: Provider[] = [
      { provide: PARTS, useValue: parts }, { provide: UnitOfWork, useValue: parts.unitOfWork }, { provide: DecisionDoor, useValue: parts.door },
      { provide: Board, useValue: parts.board }, { provide: CompanyBoard, useValue: parts.company }, { provide: Sessions, useValue: parts.sessions }, { provide: WakeRelay, useValue: parts.relay },
    ];
    return {
      module: ApiModule,
      controllers,
      providers: [
        ...given, Drain, { provide: ChangeFeed, useValue: new ChangeFeed(parts, heartbeatMs) }, { provide: APP_GUARD, useClass: AuthGuard }, { provide: APP_FILTER, useValue: new ProblemFilter(parts.log) },
        ...(checkAnswers ? [{ provide: APP_INTERCEPTOR, useClass: AnswerCheck }] : []),
      ],
    };
  }
}
