import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { BIN_PATTERN } from '@shared/identifiers';

@Injectable()
export class BinGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const bin = context.switchToHttp().getRequest().headers['x-bin'];
    return !bin || BIN_PATTERN.test(bin);
  }
}
