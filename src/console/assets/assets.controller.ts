import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../platform/auth/index.js';
import { assetAt } from './asset-files.js';

@Controller('assets')
export class AssetsController {
  @Get(':hash/:name')
  @Public('style, script and icon of the sign-in page; no secrets')
  send(@Req() request: Request, @Res() response: Response): void {
    const file = assetAt(request.path);
    if (!file) throw new NotFoundException();
    const zipped = request.acceptsEncodings('gzip') === 'gzip';
    response.set({
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    });
    if (zipped) response.set('Content-Encoding', 'gzip');
    response.end(zipped ? file.gzipped : file.bytes);
  }
}
