declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface Request {
    readonly method: string;
    readonly headers: Record<string, string>;
  }
  interface Options {
    readonly domNode: HTMLElement;
    readonly spec: unknown;
    readonly deepLinking: boolean;
    readonly displayRequestDuration: boolean;
    readonly filter: boolean;
    readonly tryItOutEnabled: boolean;
    readonly defaultModelsExpandDepth: number;
    readonly validatorUrl: null;
    readonly requestInterceptor: (request: Request) => Request;
  }
  // The library has no other.
  // biome-ignore lint/style/noDefaultExport: as it is.
  export default function SwaggerUI(options: Options): unknown;
}
