import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { ServiceDefinition } from './definition.js';

/** Serves a service's OpenAPI 3.1 document, and a page to browse it where that is wanted. */
export function documentApi(app: NestFastifyApplication, definition: ServiceDefinition, ui: boolean): void {
  if (definition.atRoot === true) return;
  const config = new DocumentBuilder()
    .setTitle(`WSIS Prizes: ${definition.name}`)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  const describe = definition.describeRawRoutes ?? ((document) => document);
  SwaggerModule.setup(`api/${definition.name}/docs`, app, () => describe(SwaggerModule.createDocument(app, config)), {
    ui,
    jsonDocumentUrl: `api/${definition.name}/openapi.json`,
    yamlDocumentUrl: `api/${definition.name}/openapi.yaml`,
  });
}
