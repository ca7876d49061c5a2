import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { EmployeeDto } from './employee.dto';
import { EmployeeService } from './employee.service';
import { isNid } from './nid.util';

@Controller('hr/employees')
export class EmployeeController {
  constructor(private readonly employees: EmployeeService) {}

  @Post()
  create(@Body() dto: EmployeeDto) {
    return this.employees.create(dto);
  }

  @Get('by-mobile/:mobile')
  byMobile(@Param('mobile') mobile: string) {
    return this.employees.findByMobile(mobile);
  }

  @Get()
  list(@Query('page', ParseIntPipe) page = 1, @Query('limit', ParseIntPipe) limit = 17) {
    return this.employees.list(page, limit);
  }
}
