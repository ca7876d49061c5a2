import { Body, Controller, Post, Put, UsePipes, ValidationPipe } from '@nestjs/common';
import { validateOrReject } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import { EmployeeDto, TransferDto, ExitDto, NomineeDto } from './employee.dto';

@Controller('employees')
export class EmployeeController {
  @Post()
  create(@Body() dto: EmployeeDto) {
    return dto;
  }

  @Put('transfer')
  @UsePipes(new ValidationPipe({ transform: true }))
  transfer(@Body() dto: TransferDto) {
    return dto;
  }

  @Put('exit')
  exit(@Body(ValidationPipe) dto: ExitDto) {
    return dto;
  }

  @Put('nominee')
  async nominee(@Body() body: Record<string, unknown>) {
    const dto = plainToInstance(NomineeDto, body);
    await validateOrReject(dto);
    return dto;
  }
}
