import { Controller, Get } from '@nestjs/common';
import { apiPrefix } from '../../../libs/contracts/endpoints.js';
import { program } from '../../../libs/platform/program.js';
import { Public } from './auth.guard.js';
import { openApiDocument } from './openapi.js';

@Controller()
export class OpenApiController {
  private document: ReturnType<typeof openApiDocument> | null = null;

  @Public()
  @Get(`${apiPrefix}/openapi.json`)
  read(): ReturnType<typeof openApiDocument> {
    return this.document ??= openApiDocument(program.version);
  }
}
