import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';

@Injectable()
export class NidGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { params } = context.switchToHttp().getRequest();
    return params.nid.length <= 17;
  }
}
