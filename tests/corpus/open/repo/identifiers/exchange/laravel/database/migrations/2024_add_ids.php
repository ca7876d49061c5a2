<?php
return new class extends Migration {
    public function up(): void
    {
        Schema::table('customers', function (Blueprint $table) {
            $table->char('tin', 12)->nullable()->after('name');
            $table->string('bin', length: 13)->nullable();
            $table->string('nid', 17)->nullable()->unique();
            $table->string('mobile', 15)->change();
            $table->string('voucher', 12)->nullable();
            $table->string('shelf_bin', 13)->nullable();
            $table->string('nid_front', 17)->nullable();
        });
        DB::statement("ALTER TABLE customers ADD CONSTRAINT chk_tin CHECK (CHAR_LENGTH(tin) = 12)");
        DB::statement("ALTER TABLE customers ADD CONSTRAINT chk_v CHECK (CHAR_LENGTH(voucher) = 12)");
    }
};
