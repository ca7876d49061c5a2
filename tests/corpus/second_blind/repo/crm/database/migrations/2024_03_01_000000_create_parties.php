<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    public function up(): void
    {
        Schema::create('parties', function (Blueprint $table) {
            $table->id();
            $table->string('name', 150);
            $table->string('tin', 12)->nullable();
            $table->char('bin', 13)->nullable()->unique();
            $table->string('nid', 17)->nullable();
            $table->string('mobile_no', 11);
            $table->string('account_no', 13)->nullable();
            $table->string('remember_token', 10)->nullable();
            $table->string('mobile_os', 11)->nullable();
            $table->decimal('vat_percent')->default(15);
            $table->unsignedTinyInteger('credit_days')->default(15);
            $table->string('mushak_form', 4)->default('6.3');
            $table->timestamps();
        });
    }
};
