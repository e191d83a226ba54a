BEGIN TRANSACTION;
CREATE TABLE absence (
	worker_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE, 
	event VARCHAR NOT NULL, 
	event_day DATE, 
	born DATE, 
	weeks_used INTEGER NOT NULL, 
	told_on DATE, 
	fit_note_until DATE, 
	evidence VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_absence_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE account (
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	last_four VARCHAR NOT NULL, 
	opening_balance INTEGER NOT NULL, 
	opening_date DATE NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_account_name UNIQUE (name)
);
INSERT INTO "account" VALUES('Direct payment account','bank','5678',100000,'2026-04-06',1);
INSERT INTO "account" VALUES('Prepaid card','card','',0,'2026-04-06',2);
CREATE TABLE agreed_cost (
	agreement_id INTEGER NOT NULL, 
	cost VARCHAR NOT NULL, 
	met VARCHAR NOT NULL, 
	yearly_amount INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_agreed_cost_agreement_id_agreement FOREIGN KEY(agreement_id) REFERENCES agreement (id)
);
CREATE TABLE agreed_payment (
	funder_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	amount INTEGER NOT NULL, 
	what_for VARCHAR NOT NULL, 
	service_type VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_agreed_payment_funder_id_funder FOREIGN KEY(funder_id) REFERENCES funder (id)
);
CREATE TABLE agreed_service (
	agreement_id INTEGER NOT NULL, 
	service_type VARCHAR NOT NULL, 
	weekly_hours VARCHAR NOT NULL, 
	hourly_rate INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_agreed_service_agreement_id_agreement FOREIGN KEY(agreement_id) REFERENCES agreement (id)
);
CREATE TABLE agreement (
	funder_id INTEGER NOT NULL, 
	from_date DATE NOT NULL, 
	weekly_amount INTEGER NOT NULL, 
	weekly_contribution INTEGER NOT NULL, 
	paid_every VARCHAR NOT NULL, 
	paid_in VARCHAR NOT NULL, 
	contribution_collected VARCHAR NOT NULL, 
	surplus_weeks VARCHAR, 
	return_days INTEGER, 
	first_payment DATE, 
	funding_rule VARCHAR NOT NULL, 
	contingency INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_agreement_funder_id_funder FOREIGN KEY(funder_id) REFERENCES funder (id)
);
INSERT INTO "agreement" VALUES(1,'2026-04-06',40000,5000,'four-weekly','advance','paid-in','8.00',28,NULL,'fixed',0,1);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE arrangement (
	recipient_id INTEGER NOT NULL, 
	manager_id INTEGER NOT NULL, 
	employer_id INTEGER NOT NULL, 
	manager_role VARCHAR NOT NULL, 
	nation VARCHAR NOT NULL, 
	paye_reference VARCHAR NOT NULL, 
	accounts_office_reference VARCHAR NOT NULL, 
	hmrc_paid VARCHAR NOT NULL, 
	employment_allowance BOOLEAN NOT NULL, 
	care_is_at_home BOOLEAN, 
	care_is_for_you_or_family BOOLEAN, 
	needs_care BOOLEAN, 
	files_alone BOOLEAN, 
	bureau_day_of_month INTEGER, 
	bureau_days_before INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_arrangement_recipient_id_person FOREIGN KEY(recipient_id) REFERENCES person (id), 
	CONSTRAINT fk_arrangement_manager_id_person FOREIGN KEY(manager_id) REFERENCES person (id), 
	CONSTRAINT fk_arrangement_employer_id_person FOREIGN KEY(employer_id) REFERENCES person (id)
);
INSERT INTO "arrangement" VALUES(1,2,1,'nominated','england','','475PX00999999','monthly',1,NULL,NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE asked_return (
	funder_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	start DATE NOT NULL, 
	"end" DATE NOT NULL, 
	asked_on DATE NOT NULL, 
	due DATE NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_asked_return_funder_id_funder FOREIGN KEY(funder_id) REFERENCES funder (id)
);
CREATE TABLE change (
	task_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	rows VARCHAR NOT NULL, 
	salt VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	erased BOOLEAN NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_change_task_id_task_done FOREIGN KEY(task_id) REFERENCES task_done (id)
);
INSERT INTO "change" VALUES(1,'funder','[{"id":1,"before":null,"after":{"rules":"generic","name":"Northshire County Council","reference":"0055501","last_review":null,"next_review":null,"own_rules":"","opening_part":null,"id":1}}]','11256d7111e526642c8d96d2ae8527f1','012336d2644303107bf4717ad254d8bf607745e0eff2a82308805449be94045e',0,1);
INSERT INTO "change" VALUES(1,'outcome','[{"id":1,"before":null,"after":{"name":"Safe at home","description":"","id":1}}]','aaaaec6b2ea0c114024ac8c43b42b68f','31ad2228aafe5f4c489ed3123c43c1b814bde62bb2de18faead646ddfee4144b',0,2);
INSERT INTO "change" VALUES(1,'person','[{"id":1,"before":null,"after":{"name":"Sam Rivers","address":"7 Elm Court, Northshire NS9 9ZZ","date_of_birth":null,"phone":"","email":"","id":1}},{"id":2,"before":null,"after":{"name":"Jo Rivers","address":"","date_of_birth":null,"phone":"","email":"","id":2}}]','474abd1db0fc35a1f4a89230a01d7fc4','0820f28d5d26b9e7b57441dda18225836336f179b236abd5429cc64169e63b3e',0,3);
INSERT INTO "change" VALUES(1,'account','[{"id":1,"before":null,"after":{"name":"Direct payment account","kind":"bank","last_four":"5678","opening_balance":100000,"opening_date":"2026-04-06","id":1}},{"id":2,"before":null,"after":{"name":"Prepaid card","kind":"card","last_four":"","opening_balance":0,"opening_date":"2026-04-06","id":2}}]','e0d2dd5577f64e3856722cca2fe1b208','da1f76407f07cd117e00811d7c706a8a03f308fcf2000e388f5cbe26b7856f80',0,4);
INSERT INTO "change" VALUES(1,'agreement','[{"id":1,"before":null,"after":{"funder_id":1,"from_date":"2026-04-06","weekly_amount":40000,"weekly_contribution":5000,"paid_every":"four-weekly","paid_in":"advance","contribution_collected":"paid-in","surplus_weeks":"8.00","return_days":28,"first_payment":null,"funding_rule":"fixed","contingency":0,"id":1}}]','0712d0e150da7b51b3e4af63a4a52d16','1918ad32053953505381f0e917fcbbbefa255b884206af8a84e17fede01856f2',0,5);
INSERT INTO "change" VALUES(1,'arrangement','[{"id":1,"before":null,"after":{"recipient_id":1,"manager_id":2,"employer_id":1,"manager_role":"nominated","nation":"england","paye_reference":"","accounts_office_reference":"475PX00999999","hmrc_paid":"monthly","employment_allowance":1,"care_is_at_home":null,"care_is_for_you_or_family":null,"needs_care":null,"files_alone":null,"bureau_day_of_month":null,"bureau_days_before":null,"id":1}}]','3e1badb84ef43f5e895d2fe69180177b','1a04348ea8b7c46be2ec96101016e88019add27637911b7db34825a7c68b0a7e',0,6);
INSERT INTO "change" VALUES(1,'worker','[{"id":1,"before":null,"after":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1}},{"id":2,"before":null,"after":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2}},{"id":3,"before":null,"after":{"name":"Brook Day Club","kind":"agency","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"day_opportunities","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"","tax_basis":"cumulative","ni_category":"","pay_frequency":"","first_period_start":null,"pay_day_after":0,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":3}}]','a1ebc75e1642388ae3ee72b2c0eac4d5','968833f8d879bef3f300156ea78cc820ae3a69e8d8ea99842173bd7b4dccaf5f',0,7);
INSERT INTO "change" VALUES(1,'pay_rate','[{"id":1,"before":null,"after":{"worker_id":1,"hour_kind":"weekday","from_date":"2026-04-06","amount":1280,"id":1}},{"id":2,"before":null,"after":{"worker_id":1,"hour_kind":"saturday","from_date":"2026-04-06","amount":1400,"id":2}},{"id":3,"before":null,"after":{"worker_id":1,"hour_kind":"sleep_in","from_date":"2026-04-06","amount":6000,"id":3}},{"id":4,"before":null,"after":{"worker_id":2,"hour_kind":"weekday","from_date":"2026-04-06","amount":1271,"id":4}},{"id":5,"before":null,"after":{"worker_id":2,"hour_kind":"weekday","from_date":"2026-04-20","amount":1350,"id":5}}]','a4eef79825eef243558337e89dc44cf7','5bfc95b3f42a4737add2aada0a611aaa7d5949776011a630f1a9156fc1b4fc20',0,8);
INSERT INTO "change" VALUES(2,'policy','[{"id":1,"before":null,"after":{"kind":"employers_liability","insurer":"Fishbourne Mutual","number":"EL 900210","from_date":"2026-04-01","until":"2028-04-05","worker_id":null,"proof_id":null,"id":1}}]','64edb414f7a645b3581a9f977c78d6e8','15247c1eea15fe72a7acaa67ed1ecb8ac3a81d50edd96c803cce4a02ed7b9325',0,9);
INSERT INTO "change" VALUES(3,'check','[{"id":1,"before":null,"after":{"worker_id":1,"kind":"right_to_work","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"British passport","proof_id":null,"id":1}}]','873d932ae87ee02b71d364e15e3359cf','e6ff6477076de4edf07f79ffeddbf5155b618477c5c79375b0fe040c26ee20f8',0,10);
INSERT INTO "change" VALUES(4,'check','[{"id":2,"before":null,"after":{"worker_id":1,"kind":"dbs","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"enhanced_barred","number":"001900000017","update_service":0,"issued_on":"2026-03-18","until":null,"again_on":null,"note":"","proof_id":null,"id":2}}]','3226668f8779200bddab950fcd20b20e','4204a819eea3808b5fb431504b9c36353865937a2538883092ac4ba690571284',0,11);
INSERT INTO "change" VALUES(5,'check','[{"id":3,"before":null,"after":{"worker_id":1,"kind":"reference","name":"Northshire Day Centre","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":3}}]','4fc2aa4b8d01893ca1d95e7853a986af','2a8a518ef35f9d8e27f8931c57d1c367360820fd091da3e7b75b5db5b4e0d697',0,12);
INSERT INTO "change" VALUES(6,'check','[{"id":4,"before":null,"after":{"worker_id":1,"kind":"reference","name":"Dr Lena Marsh","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":4}}]','f8d69209066744ea2d8279f47c7c1419','335814430294a3e0220a0b70001b77fb69f82e4e404f670a5292ca089afd0655',0,13);
INSERT INTO "change" VALUES(7,'worker','[{"id":1,"before":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1},"after":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"01632 960010","email":"","emergency_name":"Jonah","emergency_phone":"01632 960011","role":"Personal assistant","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1}}]','5afb07af0b9d522aa1a626cd022d02b8','8f6d8e77ef80d70fcd8d266fc75ea49d12c61a41e9ec6ec1ee084c7390457304',0,14);
INSERT INTO "change" VALUES(8,'check','[{"id":5,"before":null,"after":{"worker_id":2,"kind":"right_to_work","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"British passport","proof_id":null,"id":5}}]','1518a61920d78f4f5fb70a89691cf41c','29aa0019feb65754e1cd65135a2102b4c95c1846b3e81779df386b2545f9c248',0,15);
INSERT INTO "change" VALUES(9,'check','[{"id":6,"before":null,"after":{"worker_id":2,"kind":"dbs","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"enhanced_barred","number":"001900000017","update_service":0,"issued_on":"2026-03-18","until":null,"again_on":null,"note":"","proof_id":null,"id":6}}]','848d2231056c38fd51bd8a912886a93d','e8e52fc9c25be12eb371c58c6cc85e69f4b12d091ab129a25841fba8d19ddd06',0,16);
INSERT INTO "change" VALUES(10,'check','[{"id":7,"before":null,"after":{"worker_id":2,"kind":"reference","name":"Northshire Day Centre","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":7}}]','19203f1cccfbcd0e63961bc778def1f8','34256380be60551d6c58bf1dff19cdb5f7ecc62383e41c98af6678bc166c2ed8',0,17);
INSERT INTO "change" VALUES(11,'check','[{"id":8,"before":null,"after":{"worker_id":2,"kind":"reference","name":"Dr Lena Marsh","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":8}}]','8295c51832f97a143ad8df9ded945088','ed141b257e43aa1801c9af1ced75872227726a48a0e005006f279259544fe428',0,18);
INSERT INTO "change" VALUES(12,'worker','[{"id":2,"before":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2},"after":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"01632 960010","email":"","emergency_name":"Jonah","emergency_phone":"01632 960011","role":"Personal assistant","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2}}]','f172b02084aee0a9e4e0cd21d036a482','e9e7c69df8ee0c5ac4a268c80d828f8c0e1b5cc6a0a06f67bc58d6f1d3e82f9b',0,19);
INSERT INTO "change" VALUES(13,'timesheet','[{"id":1,"before":null,"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":1}}]','d4cca3168d325b976d4e31e99ac12b8f','93b4124b10356d3fb12a1eb994830fb5d41e91f1c0789cd4988c928fc30135b2',0,20);
INSERT INTO "change" VALUES(13,'shift','[{"id":1,"before":null,"after":{"timesheet_id":1,"day":"2026-04-06","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":1}},{"id":2,"before":null,"after":{"timesheet_id":1,"day":"2026-04-07","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":2}},{"id":3,"before":null,"after":{"timesheet_id":1,"day":"2026-04-08","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":3}},{"id":4,"before":null,"after":{"timesheet_id":1,"day":"2026-04-09","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":4}},{"id":5,"before":null,"after":{"timesheet_id":1,"day":"2026-04-10","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":5}}]','ce6922f8f6ae993c630c74ea09de796f','56afacec512e9bd017db927c049ff075c846fd116440a458f43e4be0d2c3e98b',0,21);
INSERT INTO "change" VALUES(14,'timesheet','[{"id":1,"before":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":1},"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"approved","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1}}]','ba5e4a7a8b2a35ee36aa3b569b17ab14','28fc0e47b9c85ec2f8ad4551416f24d1680c888d4cb2ba072eebddf98159b6ca',0,22);
INSERT INTO "change" VALUES(15,'pay_run','[{"id":1,"before":null,"after":{"made_on":"2026-07-06","id":1}}]','2e39564c0202fd6e74a8da04d9ebdc14','ad4e52dbc14949b6d8b276c6ce2f1b52b1b7ffcbb07848efca38d83a39b2bfae',0,23);
INSERT INTO "change" VALUES(15,'payslip','[{"id":1,"before":null,"after":{"pay_run_id":1,"worker_id":1,"timesheet_id":1,"correction":0,"start":"2026-04-06","end":"2026-04-12","pay_date":"2026-04-16","frequency":"weekly","tax_year":"2026-27","tax_period":2,"tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","gross_pay":38400,"income_tax":0,"employee_ni":1136,"employer_ni":4320,"taxable_pay":38400,"not_for_ni":0,"student_loan":0,"postgraduate_loan":0,"employee_pension":0,"employer_pension":0,"late_employee_pension":0,"late_employer_pension":0,"late_pension_on":null,"net_pay":37264,"gross_to_date":38400,"tax_pay_to_date":38400,"tax_to_date":0,"employee_ni_to_date":1136,"employer_ni_to_date":4320,"made_by":"own","proof_id":null,"steps":"[{\"label\": \"Least pay at the highest rate, as the age is not known, for a pay period that starts on 6 April 2026\", \"sum\": \"30 x 12.71 = 381.30\", \"source\": \"GOV.UK minimum wage calculator (alphagov/smart-answers@6fb9aab, config/smart_answers/rates/minimum_wage.yml)\", \"about\": \"minimum_wage\"}, {\"label\": \"Pay that counts: at the basic rate, without holiday pay and expenses\", \"sum\": \"384.00 = 384.00\", \"source\": \"National Minimum Wage Regulations 2015 (SI 2015/621): https://www.legislation.gov.uk/uksi/2015/621\", \"about\": \"minimum_wage\"}, {\"label\": \"The minimum wage is met\", \"sum\": \"384.00 is not below 381.30\", \"source\": \"\", \"about\": \"minimum_wage\"}, {\"label\": \"Tax-free pay in a week for code 1257L\", \"sum\": \"(257 x 10 + 9) / 52 = 49.60; 49.60 + 2 x 96.16 = 241.92\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"For the weeks that count\", \"sum\": \"241.92 x 2 = 483.84\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"Taxable pay, cut to whole pounds\", \"sum\": \"384.00 - 483.84 = -99.84; 0\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"No tax: nothing is taxable\", \"sum\": \"0.00\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"Employee''s National Insurance, letter A\", \"sum\": \"above 242: 142.00 x 8% = 11.36\", \"source\": \"Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: https://www.legislation.gov.uk/uksi/2001/1004/regulation/12\", \"about\": \"employee_ni\"}, {\"label\": \"Employer''s National Insurance (not taken from pay)\", \"sum\": \"above 96: 288.00 x 15% = 43.20\", \"source\": \"Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: https://www.legislation.gov.uk/uksi/2001/1004/regulation/12\", \"about\": \"employer_ni\"}, {\"label\": \"Net pay: gross pay less income tax and employee''s National Insurance\", \"sum\": \"384.00 - 0.00 - 11.36 = 372.64\", \"source\": \"\", \"about\": \"net_pay\"}]","id":1}}]','f1760e76807965c93c8a6e932ac4632e','7af032820bc52561a5d320d9335e6ef39572d0a269761c9ce4073c7495ae6cbe',0,24);
INSERT INTO "change" VALUES(15,'pay_line','[{"id":1,"before":null,"after":{"payslip_id":1,"kind":"weekday","quantity":"30","rate":"12.80","amount":38400,"by_the_night":0,"id":1}}]','1c0e5d606023f3b19f7a8e5391fe6b5b','304b8be93552aa27a3fda4b856d0e6d3b8255df63dd500ce1f2bb038ff48a1a8',0,25);
INSERT INTO "change" VALUES(15,'expected_payment','[{"id":1,"before":null,"after":{"kind":"wage","payee":"Ada Lovell","due":"2026-04-16","amount":37264,"payslip_id":1,"invoice_id":null,"start":null,"end":null,"steps":"[]","id":1}},{"id":2,"before":null,"after":{"kind":"hmrc","payee":"HMRC","due":"2026-05-22","amount":1136,"payslip_id":null,"invoice_id":null,"start":"2026-04-06","end":"2026-05-05","steps":"[{\"label\": \"Income tax on pay paid from 6 Apr 2026 to 5 May 2026\", \"sum\": \"0.00\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employees'' National Insurance\", \"sum\": \"11.36\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employer''s National Insurance\", \"sum\": \"43.20\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employment Allowance used, of what is left of it this year\", \"sum\": \"43.20 of 10,500\", \"source\": \"HMRC, NIM06520: https://gov.uk/hmrc-internal-manuals/national-insurance-manual/nim06520\", \"about\": \"\"}, {\"label\": \"Due to HMRC\", \"sum\": \"0.00 + 11.36 + 43.20 - 43.20 = 11.36\", \"source\": \"HMRC, DMBM520055: https://www.gov.uk/hmrc-internal-manuals/debt-management-and-banking/dmbm520055\", \"about\": \"\"}]","id":2}}]','120ffd5b3608af6db6720d40f0d6cb7c','8dba4f3895f78590d0ec7d3950a0b3629294ca6d37b688720eac5ff504b08207',0,26);
INSERT INTO "change" VALUES(15,'timesheet','[{"id":1,"before":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"approved","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1},"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"paid","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1}}]','9d283383daed7fac55c6da3683b2263c','79889d1846a94a10a146c84464f6032439531e97e4466c5feeed92cc5d34a9f9',0,27);
INSERT INTO "change" VALUES(16,'statement_import','[{"id":1,"before":null,"after":{"account_id":1,"format":"lloyds","imported_at":"2026-07-06 19:30:00.000000","first_day":"2026-04-06","last_day":"2026-04-18","closing_balance":220350,"id":1}}]','fb13bd85d14824395c731be046ea818d','bfeefa00840d32f5e0c79cf58c0c958411e85ffe8541686e324bb177c9f2cf91',0,28);
INSERT INTO "change" VALUES(16,'transaction','[{"id":1,"before":null,"after":{"account_id":1,"day":"2026-04-06","position":0,"description":"Northshire County Council","amount":160000,"bank_type":"FPO","bank_balance":260000,"import_id":1,"fingerprint":"5f3575cefe52a5e842b5e963fc3db69b","nth":0,"presented_on":"2026-04-06","no_proof_reason":"","cheque":"","id":1}},{"id":2,"before":null,"after":{"account_id":1,"day":"2026-04-16","position":1,"description":"Ada Lovell","amount":-38400,"bank_type":"FPO","bank_balance":221600,"import_id":1,"fingerprint":"eaf5bbaf5b6e821e6747b7aec4901816","nth":0,"presented_on":"2026-04-16","no_proof_reason":"","cheque":"","id":2}},{"id":3,"before":null,"after":{"account_id":1,"day":"2026-04-18","position":2,"description":"Vale Taxis","amount":-1250,"bank_type":"FPO","bank_balance":220350,"import_id":1,"fingerprint":"c6a1b8046631714dc4f27268670e7bdd","nth":0,"presented_on":"2026-04-18","no_proof_reason":"","cheque":"","id":3}}]','2a4d0151203d093a10875a795e434bc3','a554dd079157ccf9b45e3bfe1929ec13d506427a034ba723ec0716382a48e6f6',0,29);
INSERT INTO "change" VALUES(17,'transaction','[{"id":4,"before":null,"after":{"account_id":1,"day":"2026-05-04","position":0,"description":"Brook Farm Shop","amount":-420,"bank_type":"","bank_balance":null,"import_id":null,"fingerprint":null,"nth":null,"presented_on":null,"no_proof_reason":"","cheque":"","id":4}}]','37cbf93f913eea257ac2b786f3c10126','71fb27712f33bce9f7daf782791069d406b974ad3b270ce89e18dc3570f9ea58',0,30);
INSERT INTO "change" VALUES(18,'proof','[{"id":1,"before":null,"after":{"sealed_name":"d7185540a403bd115638f64b44f9b2ed99207ec9a5513d29f0c187343a1779dc","media_type":"image/png","size":111,"kind":"receipt","title":"till","day":null,"amount":null,"added_on":"2026-07-06","number":"","original":"181d9e6c123dd2f7302a01cdb3acc32a703b11a16f1da22318b2b88db597c3ab","look":"","id":1}}]','00d419e6f08c380a9d89af8870becab5','3d0e434d410c65369fcad05971577318ce54b8bb6429349e7b1e9e8692b7adfa',0,31);
INSERT INTO "change" VALUES(18,'proof_link','[{"id":1,"before":null,"after":{"proof_id":1,"transaction_id":4,"amount":null,"id":1}}]','86aecd2396546bd03a7193613dd9b85f','289cf224e84f11a8a76b4105772c9ec26798e50cd3b26edb8188a6cd9f836ae4',0,32);
INSERT INTO "change" VALUES(19,'split','[{"id":1,"before":null,"after":{"transaction_id":4,"amount":-420,"category":"mileage","service_type":"","outcome_id":null,"worker_id":null,"expected_payment_id":null,"note":"","id":1}}]','be1cde505cc4ee1b601c2cfd1dcd1570','a0332b935666742b6e5cbeac436df1f47ab262826c95133768e86ec20bd5ee82',0,33);
INSERT INTO "change" VALUES(20,'proof','[{"id":2,"before":null,"after":{"sealed_name":"d1e94e8a1532fe54ace17d80bbbdc192beb06fe34a0d82bd050793feb6c1d716","media_type":"application/pdf","size":41899,"kind":"worker_paper","title":"Return 6 April 2026 to 30 June 2026","day":"2026-07-06","amount":null,"added_on":"2026-07-06","number":"","original":"","look":"","id":2}}]','18586b4a390dabea5545b59b65e08386','0736fbd229b652c474581cf489ac337f3c14502921e1c7e0fb945c3cbcc1501c',0,34);
INSERT INTO "change" VALUES(20,'signature','[{"id":1,"before":null,"after":{"kind":"typed","name":"Jo Rivers","day":"2026-07-06","strokes":"[]","id":1}}]','c3b1f03e8f2306f7be2eeb0b925a98dd','ade1035349c8ce6aa0ea90df562fbd74371754caeb3611255a0f31226815b80c',0,35);
INSERT INTO "change" VALUES(20,'sent_return','[{"id":1,"before":null,"after":{"funder_id":1,"start":"2026-04-06","end":"2026-06-30","kind":"periodic","due":"2026-07-28","closing":219930,"figures":"{\"funder\":\"Northshire County Council\",\"start\":\"2026-04-06\",\"end\":\"2026-06-30\",\"signed_by\":\"Jo Rivers\",\"signed_as\":\"Nominated person\",\"signed_on\":\"2026-07-06\",\"opening\":\"1000.00\",\"money_in\":\"1600.00\",\"money_out\":\"400.70\",\"closing\":\"2199.30\",\"statement_balance\":null,\"free_balance\":\"1764.10\",\"surplus\":\"0.00\",\"income\":[{\"label\":\"Not yet said\",\"amount\":\"1600.00\"}],\"spending\":[{\"label\":\"Mileage and travel of personal assistants\",\"amount\":\"4.20\"},{\"label\":\"Not yet said\",\"amount\":\"396.50\"}],\"set_aside\":[{\"label\":\"Wages earned and not paid by 30 June 2026\",\"amount\":\"372.64\"},{\"label\":\"HMRC: tax and National Insurance not paid by 30 June 2026\",\"amount\":\"11.36\"},{\"label\":\"Holiday earned and not taken\",\"amount\":\"51.20\"}],\"lines\":[{\"payment\":1,\"account\":\"Direct payment account\",\"day\":\"2026-04-06\",\"description\":\"Northshire County Council\",\"amount\":\"1600.00\",\"parts\":[]},{\"payment\":2,\"account\":\"Direct payment account\",\"day\":\"2026-04-16\",\"description\":\"Ada Lovell\",\"amount\":\"-384.00\",\"parts\":[]},{\"payment\":3,\"account\":\"Direct payment account\",\"day\":\"2026-04-18\",\"description\":\"Vale Taxis\",\"amount\":\"-12.50\",\"parts\":[]},{\"payment\":4,\"account\":\"Direct payment account\",\"day\":\"2026-05-04\",\"description\":\"Brook Farm Shop\",\"amount\":\"-4.20\",\"parts\":[{\"amount\":\"-4.20\",\"category\":\"mileage\",\"service_type\":\"\",\"outcome\":\"\"}]}],\"gaps\":[\"The bank''s balance of Prepaid card on 30 June 2026 is not known. Import the statement, or type in the balance that it shows.\",\"3 payments have no category. Say what they were for.\",\"2 payments out have no proof. Add the papers, or say why there are none.\",\"The bank''s last balance of Direct payment account is of 18 April 2026. Check that nothing came after it, and agree the balance of 30 June 2026.\",\"£11.36 for HMRC, due on 22 May 2026, is not paid.\",\"£800.00 of your contribution was due and is not in the account.\",\"Nothing was spent on “Safe at home”, and nothing is noted about it.\"],\"explanations\":[],\"corrections\":[],\"late_changes\":[]}","digest":"b84e3d7043a570d447a98f35045f88b22e3b0e7c0e9a57d4a080a51fc6f692bb","document_id":2,"bundle_id":null,"signature_id":1,"locked_at":"2026-07-06 19:30:00.000000","amends_id":null,"sent_on":null,"sent_how":"","sent_by":"","answered_on":null,"answer":"","id":1}}]','b00818d08bde07a17d3d60fd0d71e807','ffddc01d57ddd9f31c3082208657c4ad25cd65b038942758d42a16a74ac53143',0,36);
INSERT INTO "change" VALUES(21,'timesheet','[{"id":2,"before":null,"after":{"worker_id":2,"start":"2026-04-06","end":"2026-05-03","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":2}}]','c386bdbe4de8794c8ca1af1f0a2da325','5bd83853088aa9efdf4c7d842a6fcb1b9447cd6f75306cbb4db8398fcfee28c6',0,37);
INSERT INTO "change" VALUES(21,'shift','[{"id":6,"before":null,"after":{"timesheet_id":2,"day":"2026-04-06","start":"09:00:00.000000","end":"12:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":6}}]','0778b8be4d0b0e6b9a01e0b2a60f908e','fcd403a0a957fe7b0d016e172f58d0c27f83dd20d81fed25a462bacf59bbf4a3',0,38);
INSERT INTO "change" VALUES(22,'shift','[{"id":7,"before":null,"after":{"timesheet_id":2,"day":"2026-04-06","start":"14:00:00.000000","end":"16:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":7}}]','bd34495a522ba0b54a04101cd9a717ef','f11973f465ff29034f60f03dd2f8ac3da582ef2ff39cbc0e0fda3b4bcd49a0cc',0,39);
INSERT INTO "change" VALUES(23,'shift','[{"id":7,"before":{"timesheet_id":2,"day":"2026-04-06","start":"14:00:00.000000","end":"16:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":7},"after":null}]','e9167de52d646d5b92f54f49bea98dda','7a9a4d95eb57601ffba7c30197daa930f27ad39f0a02def896753326fd55f049',0,40);
CREATE TABLE "check" (
	worker_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	seen_on DATE, 
	seen_by VARCHAR NOT NULL, 
	level VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	update_service BOOLEAN NOT NULL, 
	issued_on DATE, 
	until DATE, 
	again_on DATE, 
	note VARCHAR NOT NULL, 
	proof_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_check_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_check_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
INSERT INTO "check" VALUES(1,'right_to_work','','seen','','2026-04-01','Jo Rivers','','',0,NULL,NULL,NULL,'British passport',NULL,1);
INSERT INTO "check" VALUES(1,'dbs','','seen','','2026-04-01','Jo Rivers','enhanced_barred','001900000017',0,'2026-03-18',NULL,NULL,'',NULL,2);
INSERT INTO "check" VALUES(1,'reference','Northshire Day Centre','seen','','2026-04-01','Jo Rivers','','',0,NULL,NULL,NULL,'',NULL,3);
INSERT INTO "check" VALUES(1,'reference','Dr Lena Marsh','seen','','2026-04-01','Jo Rivers','','',0,NULL,NULL,NULL,'',NULL,4);
INSERT INTO "check" VALUES(2,'right_to_work','','seen','','2026-04-01','Jo Rivers','','',0,NULL,NULL,NULL,'British passport',NULL,5);
INSERT INTO "check" VALUES(2,'dbs','','seen','','2026-04-01','Jo Rivers','enhanced_barred','001900000017',0,'2026-03-18',NULL,NULL,'',NULL,6);
INSERT INTO "check" VALUES(2,'reference','Northshire Day Centre','seen','','2026-04-01','Jo Rivers','','',0,NULL,NULL,NULL,'',NULL,7);
INSERT INTO "check" VALUES(2,'reference','Dr Lena Marsh','seen','','2026-04-01','Jo Rivers','','',0,NULL,NULL,NULL,'',NULL,8);
CREATE TABLE court_order (
	worker_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	payee VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	is_priority BOOLEAN NOT NULL, 
	amount INTEGER, 
	share VARCHAR, 
	"table" VARCHAR NOT NULL, 
	protected INTEGER, 
	protected_share VARCHAR, 
	carries_shortfall BOOLEAN NOT NULL, 
	whole INTEGER, 
	with_charge BOOLEAN NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_court_order_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE deadline_note (
	"key" VARCHAR NOT NULL, 
	done_on DATE, 
	snoozed_until DATE, 
	note VARCHAR NOT NULL, 
	how VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_deadline_note_key UNIQUE ("key")
);
CREATE TABLE deduction (
	worker_id INTEGER NOT NULL, 
	what_for VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	agreed_on DATE NOT NULL, 
	from_date DATE NOT NULL, 
	whole INTEGER NOT NULL, 
	"each" INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_deduction_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE expected_payment (
	kind VARCHAR NOT NULL, 
	payee VARCHAR NOT NULL, 
	due DATE NOT NULL, 
	amount INTEGER NOT NULL, 
	payslip_id INTEGER, 
	invoice_id INTEGER, 
	start DATE, 
	"end" DATE, 
	steps VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_expected_payment_payslip_id_payslip FOREIGN KEY(payslip_id) REFERENCES payslip (id), 
	CONSTRAINT fk_expected_payment_invoice_id_invoice FOREIGN KEY(invoice_id) REFERENCES invoice (id)
);
INSERT INTO "expected_payment" VALUES('wage','Ada Lovell','2026-04-16',37264,1,NULL,NULL,NULL,'[]',1);
INSERT INTO "expected_payment" VALUES('hmrc','HMRC','2026-05-22',1136,NULL,NULL,'2026-04-06','2026-05-05','[{"label": "Income tax on pay paid from 6 Apr 2026 to 5 May 2026", "sum": "0.00", "source": "", "about": ""}, {"label": "Employees'' National Insurance", "sum": "11.36", "source": "", "about": ""}, {"label": "Employer''s National Insurance", "sum": "43.20", "source": "", "about": ""}, {"label": "Employment Allowance used, of what is left of it this year", "sum": "43.20 of 10,500", "source": "HMRC, NIM06520: https://gov.uk/hmrc-internal-manuals/national-insurance-manual/nim06520", "about": ""}, {"label": "Due to HMRC", "sum": "0.00 + 11.36 + 43.20 - 43.20 = 11.36", "source": "HMRC, DMBM520055: https://www.gov.uk/hmrc-internal-manuals/debt-management-and-banking/dmbm520055", "about": ""}]',2);
CREATE TABLE form_key (
	book_id VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
CREATE TABLE funder (
	rules VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	last_review DATE, 
	next_review DATE, 
	own_rules VARCHAR NOT NULL, 
	opening_part INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
INSERT INTO "funder" VALUES('generic','Northshire County Council','0055501',NULL,NULL,'',NULL,1);
CREATE TABLE funding_share (
	funder_id INTEGER NOT NULL, 
	from_date DATE NOT NULL, 
	service_type VARCHAR NOT NULL, 
	percent VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_funding_share_funder_id_funder FOREIGN KEY(funder_id) REFERENCES funder (id)
);
CREATE TABLE helper (
	name VARCHAR NOT NULL, 
	book_id VARCHAR NOT NULL, 
	rota_out_at DATETIME, 
	taken_at DATETIME, 
	stopped_on DATE, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_helper_book_id UNIQUE (book_id)
);
CREATE TABLE helper_entry (
	helper_id INTEGER NOT NULL, 
	entry_id VARCHAR NOT NULL, 
	worker_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	removed BOOLEAN NOT NULL, 
	day DATE NOT NULL, 
	start TIME NOT NULL, 
	"end" TIME NOT NULL, 
	break_minutes INTEGER NOT NULL, 
	woken_minutes INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	entered_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	shift_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_helper_entry_helper_id_helper FOREIGN KEY(helper_id) REFERENCES helper (id), 
	CONSTRAINT uq_helper_entry_entry_id UNIQUE (entry_id), 
	CONSTRAINT fk_helper_entry_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE holiday_carried (
	worker_id INTEGER NOT NULL, 
	leave_year_start DATE NOT NULL, 
	hours VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_holiday_carried_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE holiday_request (
	worker_id INTEGER NOT NULL, 
	start DATE NOT NULL, 
	"end" DATE NOT NULL, 
	hours VARCHAR NOT NULL, 
	asked_on DATE NOT NULL, 
	state VARCHAR NOT NULL, 
	answered_on DATE, 
	note VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_holiday_request_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE invoice (
	worker_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	due DATE NOT NULL, 
	start DATE, 
	"end" DATE, 
	hours VARCHAR, 
	rate VARCHAR, 
	amount INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	proof_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_invoice_worker_id UNIQUE (worker_id, number), 
	CONSTRAINT fk_invoice_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_invoice_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
CREATE TABLE late_change (
	return_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	reason VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_late_change_return_id_sent_return FOREIGN KEY(return_id) REFERENCES sent_return (id)
);
CREATE TABLE loan_notice (
	worker_id INTEGER NOT NULL, 
	from_date DATE NOT NULL, 
	loan VARCHAR NOT NULL, 
	starts BOOLEAN NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_loan_notice_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE ni_letter (
	worker_id INTEGER NOT NULL, 
	from_date DATE NOT NULL, 
	letter VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_ni_letter_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE outcome (
	name VARCHAR NOT NULL, 
	description VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
INSERT INTO "outcome" VALUES('Safe at home','',1);
CREATE TABLE outcome_note (
	outcome_id INTEGER NOT NULL, 
	start DATE NOT NULL, 
	"end" DATE NOT NULL, 
	words VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_outcome_note_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id)
);
CREATE TABLE pay_extra (
	payslip_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	quantity VARCHAR, 
	note VARCHAR NOT NULL, 
	court_order_id INTEGER, 
	deduction_id INTEGER, 
	shortfall INTEGER NOT NULL, 
	protected_short INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_pay_extra_payslip_id_payslip FOREIGN KEY(payslip_id) REFERENCES payslip (id), 
	CONSTRAINT fk_pay_extra_court_order_id_court_order FOREIGN KEY(court_order_id) REFERENCES court_order (id), 
	CONSTRAINT fk_pay_extra_deduction_id_deduction FOREIGN KEY(deduction_id) REFERENCES deduction (id)
);
CREATE TABLE pay_item (
	worker_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	kind VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	quantity VARCHAR, 
	mile_rate VARCHAR, 
	vehicle VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	steps VARCHAR NOT NULL, 
	payslip_id INTEGER, 
	timesheet_id INTEGER, 
	work_pay INTEGER NOT NULL, 
	deduction_id INTEGER, 
	taken_form_id INTEGER, 
	proof_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_pay_item_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_pay_item_payslip_id_payslip FOREIGN KEY(payslip_id) REFERENCES payslip (id), 
	CONSTRAINT fk_pay_item_timesheet_id_timesheet FOREIGN KEY(timesheet_id) REFERENCES timesheet (id), 
	CONSTRAINT fk_pay_item_deduction_id_deduction FOREIGN KEY(deduction_id) REFERENCES deduction (id), 
	CONSTRAINT fk_pay_item_taken_form_id_taken_form FOREIGN KEY(taken_form_id) REFERENCES taken_form (id), 
	CONSTRAINT fk_pay_item_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
CREATE TABLE pay_line (
	payslip_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	quantity VARCHAR NOT NULL, 
	rate VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	by_the_night BOOLEAN NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_pay_line_payslip_id_payslip FOREIGN KEY(payslip_id) REFERENCES payslip (id)
);
INSERT INTO "pay_line" VALUES(1,'weekday','30','12.80',38400,0,1);
CREATE TABLE pay_rate (
	worker_id INTEGER NOT NULL, 
	hour_kind VARCHAR NOT NULL, 
	from_date DATE NOT NULL, 
	amount INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_pay_rate_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
INSERT INTO "pay_rate" VALUES(1,'weekday','2026-04-06',1280,1);
INSERT INTO "pay_rate" VALUES(1,'saturday','2026-04-06',1400,2);
INSERT INTO "pay_rate" VALUES(1,'sleep_in','2026-04-06',6000,3);
INSERT INTO "pay_rate" VALUES(2,'weekday','2026-04-06',1271,4);
INSERT INTO "pay_rate" VALUES(2,'weekday','2026-04-20',1350,5);
CREATE TABLE pay_run (
	made_on DATE NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
INSERT INTO "pay_run" VALUES('2026-07-06',1);
CREATE TABLE payment_tie (
	kind VARCHAR NOT NULL, 
	transaction_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_payment_tie_transaction_id_transaction FOREIGN KEY(transaction_id) REFERENCES "transaction" (id), 
	CONSTRAINT fk_payment_tie_other_id_transaction FOREIGN KEY(other_id) REFERENCES "transaction" (id)
);
CREATE TABLE payslip (
	pay_run_id INTEGER NOT NULL, 
	worker_id INTEGER NOT NULL, 
	timesheet_id INTEGER NOT NULL, 
	correction INTEGER NOT NULL, 
	start DATE NOT NULL, 
	"end" DATE NOT NULL, 
	pay_date DATE NOT NULL, 
	frequency VARCHAR NOT NULL, 
	tax_year VARCHAR NOT NULL, 
	tax_period INTEGER NOT NULL, 
	tax_code VARCHAR NOT NULL, 
	tax_basis VARCHAR NOT NULL, 
	ni_category VARCHAR NOT NULL, 
	gross_pay INTEGER NOT NULL, 
	income_tax INTEGER NOT NULL, 
	employee_ni INTEGER NOT NULL, 
	employer_ni INTEGER NOT NULL, 
	taxable_pay INTEGER NOT NULL, 
	not_for_ni INTEGER NOT NULL, 
	student_loan INTEGER NOT NULL, 
	postgraduate_loan INTEGER NOT NULL, 
	employee_pension INTEGER NOT NULL, 
	employer_pension INTEGER NOT NULL, 
	late_employee_pension INTEGER NOT NULL, 
	late_employer_pension INTEGER NOT NULL, 
	late_pension_on DATE, 
	net_pay INTEGER NOT NULL, 
	gross_to_date INTEGER NOT NULL, 
	tax_pay_to_date INTEGER NOT NULL, 
	tax_to_date INTEGER NOT NULL, 
	employee_ni_to_date INTEGER NOT NULL, 
	employer_ni_to_date INTEGER NOT NULL, 
	made_by VARCHAR NOT NULL, 
	proof_id INTEGER, 
	steps VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_payslip_timesheet_id UNIQUE (timesheet_id, correction), 
	CONSTRAINT fk_payslip_pay_run_id_pay_run FOREIGN KEY(pay_run_id) REFERENCES pay_run (id), 
	CONSTRAINT fk_payslip_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_payslip_timesheet_id_timesheet FOREIGN KEY(timesheet_id) REFERENCES timesheet (id), 
	CONSTRAINT fk_payslip_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
INSERT INTO "payslip" VALUES(1,1,1,0,'2026-04-06','2026-04-12','2026-04-16','weekly','2026-27',2,'1257L','cumulative','A',38400,0,1136,4320,38400,0,0,0,0,0,0,0,NULL,37264,38400,38400,0,1136,4320,'own',NULL,'[{"label": "Least pay at the highest rate, as the age is not known, for a pay period that starts on 6 April 2026", "sum": "30 x 12.71 = 381.30", "source": "GOV.UK minimum wage calculator (alphagov/smart-answers@6fb9aab, config/smart_answers/rates/minimum_wage.yml)", "about": "minimum_wage"}, {"label": "Pay that counts: at the basic rate, without holiday pay and expenses", "sum": "384.00 = 384.00", "source": "National Minimum Wage Regulations 2015 (SI 2015/621): https://www.legislation.gov.uk/uksi/2015/621", "about": "minimum_wage"}, {"label": "The minimum wage is met", "sum": "384.00 is not below 381.30", "source": "", "about": "minimum_wage"}, {"label": "Tax-free pay in a week for code 1257L", "sum": "(257 x 10 + 9) / 52 = 49.60; 49.60 + 2 x 96.16 = 241.92", "source": "HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt", "about": "income_tax"}, {"label": "For the weeks that count", "sum": "241.92 x 2 = 483.84", "source": "HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt", "about": "income_tax"}, {"label": "Taxable pay, cut to whole pounds", "sum": "384.00 - 483.84 = -99.84; 0", "source": "HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt", "about": "income_tax"}, {"label": "No tax: nothing is taxable", "sum": "0.00", "source": "HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt", "about": "income_tax"}, {"label": "Employee''s National Insurance, letter A", "sum": "above 242: 142.00 x 8% = 11.36", "source": "Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: https://www.legislation.gov.uk/uksi/2001/1004/regulation/12", "about": "employee_ni"}, {"label": "Employer''s National Insurance (not taken from pay)", "sum": "above 96: 288.00 x 15% = 43.20", "source": "Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: https://www.legislation.gov.uk/uksi/2001/1004/regulation/12", "about": "employer_ni"}, {"label": "Net pay: gross pay less income tax and employee''s National Insurance", "sum": "384.00 - 0.00 - 11.36 = 372.64", "source": "", "about": "net_pay"}]',1);
CREATE TABLE pension_event (
	worker_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	kind VARCHAR NOT NULL, 
	until DATE, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_pension_event_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE pension_scheme (
	provider VARCHAR NOT NULL, 
	provider_address VARCHAR NOT NULL, 
	provider_contact VARCHAR NOT NULL, 
	employer_reference VARCHAR NOT NULL, 
	group_name VARCHAR NOT NULL, 
	payment_source VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	relief VARCHAR NOT NULL, 
	employee_percent VARCHAR NOT NULL, 
	employer_percent VARCHAR NOT NULL, 
	duties_start DATE, 
	declared_on DATE, 
	re_enrolled_on DATE, 
	re_declare_by DATE, 
	pay_by_day INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
CREATE TABLE person (
	name VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	date_of_birth DATE, 
	phone VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
INSERT INTO "person" VALUES('Sam Rivers','7 Elm Court, Northshire NS9 9ZZ',NULL,'','',1);
INSERT INTO "person" VALUES('Jo Rivers','',NULL,'','',2);
CREATE TABLE pocket_payment (
	how VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	payee VARCHAR NOT NULL, 
	paid_by VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	category VARCHAR NOT NULL, 
	service_type VARCHAR NOT NULL, 
	outcome_id INTEGER, 
	worker_id INTEGER, 
	note VARCHAR NOT NULL, 
	cash_id INTEGER, 
	repaid_id INTEGER, 
	proof_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_pocket_payment_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id), 
	CONSTRAINT fk_pocket_payment_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_pocket_payment_cash_id_transaction FOREIGN KEY(cash_id) REFERENCES "transaction" (id), 
	CONSTRAINT fk_pocket_payment_repaid_id_transaction FOREIGN KEY(repaid_id) REFERENCES "transaction" (id), 
	CONSTRAINT fk_pocket_payment_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
CREATE TABLE policy (
	kind VARCHAR NOT NULL, 
	insurer VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	from_date DATE NOT NULL, 
	until DATE NOT NULL, 
	worker_id INTEGER, 
	proof_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_policy_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_policy_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
INSERT INTO "policy" VALUES('employers_liability','Fishbourne Mutual','EL 900210','2026-04-01','2028-04-05',NULL,NULL,1);
CREATE TABLE proof (
	sealed_name VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	day DATE, 
	amount INTEGER, 
	added_on DATE NOT NULL, 
	number VARCHAR NOT NULL, 
	original VARCHAR NOT NULL, 
	look VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_proof_sealed_name UNIQUE (sealed_name)
);
INSERT INTO "proof" VALUES('d7185540a403bd115638f64b44f9b2ed99207ec9a5513d29f0c187343a1779dc','image/png',111,'receipt','till',NULL,NULL,'2026-07-06','','181d9e6c123dd2f7302a01cdb3acc32a703b11a16f1da22318b2b88db597c3ab','',1);
INSERT INTO "proof" VALUES('d1e94e8a1532fe54ace17d80bbbdc192beb06fe34a0d82bd050793feb6c1d716','application/pdf',41899,'worker_paper','Return 6 April 2026 to 30 June 2026','2026-07-06',NULL,'2026-07-06','','','',2);
CREATE TABLE proof_lines (
	sealed_name VARCHAR NOT NULL, 
	pages VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_proof_lines_sealed_name UNIQUE (sealed_name)
);
CREATE TABLE proof_link (
	proof_id INTEGER NOT NULL, 
	transaction_id INTEGER NOT NULL, 
	amount INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_proof_link_proof_id UNIQUE (proof_id, transaction_id), 
	CONSTRAINT fk_proof_link_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id), 
	CONSTRAINT fk_proof_link_transaction_id_transaction FOREIGN KEY(transaction_id) REFERENCES "transaction" (id)
);
INSERT INTO "proof_link" VALUES(1,4,NULL,1);
CREATE TABLE proof_text (
	sealed_name VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_proof_text_sealed_name UNIQUE (sealed_name)
);
CREATE TABLE reconciliation (
	account_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	statement_balance INTEGER NOT NULL, 
	difference INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_reconciliation_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
CREATE TABLE reserve (
	funder_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	"each" VARCHAR NOT NULL, 
	from_date DATE NOT NULL, 
	until DATE, 
	agreed_on DATE, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_reserve_funder_id_funder FOREIGN KEY(funder_id) REFERENCES funder (id)
);
CREATE TABLE return_form (
	funder_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	proof_id INTEGER NOT NULL, 
	mapping VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_return_form_funder_id_funder FOREIGN KEY(funder_id) REFERENCES funder (id), 
	CONSTRAINT fk_return_form_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
CREATE TABLE return_paper (
	return_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	kind VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	proof_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_return_paper_return_id_sent_return FOREIGN KEY(return_id) REFERENCES sent_return (id), 
	CONSTRAINT fk_return_paper_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
CREATE TABLE rota_change (
	worker_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	start TIME, 
	"end" TIME, 
	break_minutes INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	covers_worker_id INTEGER, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_rota_change_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_rota_change_covers_worker_id_worker FOREIGN KEY(covers_worker_id) REFERENCES worker (id)
);
CREATE TABLE rota_pattern (
	worker_id INTEGER NOT NULL, 
	from_date DATE NOT NULL, 
	until DATE, 
	weeks INTEGER NOT NULL, 
	elsewhere BOOLEAN NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_rota_pattern_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE rota_shift (
	pattern_id INTEGER NOT NULL, 
	week INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	start TIME NOT NULL, 
	"end" TIME NOT NULL, 
	break_minutes INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	outcome_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_rota_shift_pattern_id_rota_pattern FOREIGN KEY(pattern_id) REFERENCES rota_pattern (id), 
	CONSTRAINT fk_rota_shift_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id)
);
CREATE TABLE sent_return (
	funder_id INTEGER NOT NULL, 
	start DATE NOT NULL, 
	"end" DATE NOT NULL, 
	kind VARCHAR NOT NULL, 
	due DATE, 
	closing INTEGER NOT NULL, 
	figures VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	document_id INTEGER NOT NULL, 
	bundle_id INTEGER, 
	signature_id INTEGER NOT NULL, 
	locked_at DATETIME NOT NULL, 
	amends_id INTEGER, 
	sent_on DATE, 
	sent_how VARCHAR NOT NULL, 
	sent_by VARCHAR NOT NULL, 
	answered_on DATE, 
	answer VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_sent_return_funder_id_funder FOREIGN KEY(funder_id) REFERENCES funder (id), 
	CONSTRAINT fk_sent_return_document_id_proof FOREIGN KEY(document_id) REFERENCES proof (id), 
	CONSTRAINT fk_sent_return_bundle_id_proof FOREIGN KEY(bundle_id) REFERENCES proof (id), 
	CONSTRAINT fk_sent_return_signature_id_signature FOREIGN KEY(signature_id) REFERENCES signature (id), 
	CONSTRAINT fk_sent_return_amends_id_sent_return FOREIGN KEY(amends_id) REFERENCES sent_return (id)
);
INSERT INTO "sent_return" VALUES(1,'2026-04-06','2026-06-30','periodic','2026-07-28',219930,'{"funder":"Northshire County Council","start":"2026-04-06","end":"2026-06-30","signed_by":"Jo Rivers","signed_as":"Nominated person","signed_on":"2026-07-06","opening":"1000.00","money_in":"1600.00","money_out":"400.70","closing":"2199.30","statement_balance":null,"free_balance":"1764.10","surplus":"0.00","income":[{"label":"Not yet said","amount":"1600.00"}],"spending":[{"label":"Mileage and travel of personal assistants","amount":"4.20"},{"label":"Not yet said","amount":"396.50"}],"set_aside":[{"label":"Wages earned and not paid by 30 June 2026","amount":"372.64"},{"label":"HMRC: tax and National Insurance not paid by 30 June 2026","amount":"11.36"},{"label":"Holiday earned and not taken","amount":"51.20"}],"lines":[{"payment":1,"account":"Direct payment account","day":"2026-04-06","description":"Northshire County Council","amount":"1600.00","parts":[]},{"payment":2,"account":"Direct payment account","day":"2026-04-16","description":"Ada Lovell","amount":"-384.00","parts":[]},{"payment":3,"account":"Direct payment account","day":"2026-04-18","description":"Vale Taxis","amount":"-12.50","parts":[]},{"payment":4,"account":"Direct payment account","day":"2026-05-04","description":"Brook Farm Shop","amount":"-4.20","parts":[{"amount":"-4.20","category":"mileage","service_type":"","outcome":""}]}],"gaps":["The bank''s balance of Prepaid card on 30 June 2026 is not known. Import the statement, or type in the balance that it shows.","3 payments have no category. Say what they were for.","2 payments out have no proof. Add the papers, or say why there are none.","The bank''s last balance of Direct payment account is of 18 April 2026. Check that nothing came after it, and agree the balance of 30 June 2026.","£11.36 for HMRC, due on 22 May 2026, is not paid.","£800.00 of your contribution was due and is not in the account.","Nothing was spent on “Safe at home”, and nothing is noted about it."],"explanations":[],"corrections":[],"late_changes":[]}','b84e3d7043a570d447a98f35045f88b22e3b0e7c0e9a57d4a080a51fc6f692bb',2,NULL,1,'2026-07-06 19:30:00.000000',NULL,NULL,'','',NULL,'',1);
CREATE TABLE shift (
	timesheet_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	start TIME NOT NULL, 
	"end" TIME NOT NULL, 
	break_minutes INTEGER NOT NULL, 
	woken_minutes INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	outcome_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_shift_timesheet_id_timesheet FOREIGN KEY(timesheet_id) REFERENCES timesheet (id), 
	CONSTRAINT fk_shift_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id)
);
INSERT INTO "shift" VALUES(1,'2026-04-06','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,1);
INSERT INTO "shift" VALUES(1,'2026-04-07','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,2);
INSERT INTO "shift" VALUES(1,'2026-04-08','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,3);
INSERT INTO "shift" VALUES(1,'2026-04-09','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,4);
INSERT INTO "shift" VALUES(1,'2026-04-10','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,5);
INSERT INTO "shift" VALUES(2,'2026-04-06','09:00:00.000000','12:00:00.000000',0,0,'weekday','',NULL,6);
CREATE TABLE signature (
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	strokes VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
INSERT INTO "signature" VALUES('typed','Jo Rivers','2026-07-06','[]',1);
CREATE TABLE sorting_rule (
	words VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	service_type VARCHAR NOT NULL, 
	outcome_id INTEGER, 
	worker_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_sorting_rule_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id), 
	CONSTRAINT fk_sorting_rule_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE spending_answer (
	question VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	who VARCHAR NOT NULL, 
	how VARCHAR NOT NULL, 
	until DATE, 
	note VARCHAR NOT NULL, 
	proof_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_spending_answer_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
CREATE TABLE split (
	transaction_id INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	category VARCHAR NOT NULL, 
	service_type VARCHAR NOT NULL, 
	outcome_id INTEGER, 
	worker_id INTEGER, 
	expected_payment_id INTEGER, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_split_transaction_id_transaction FOREIGN KEY(transaction_id) REFERENCES "transaction" (id), 
	CONSTRAINT fk_split_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id), 
	CONSTRAINT fk_split_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_split_expected_payment_id_expected_payment FOREIGN KEY(expected_payment_id) REFERENCES expected_payment (id)
);
INSERT INTO "split" VALUES(4,-420,'mileage','',NULL,NULL,NULL,'',1);
CREATE TABLE statement_import (
	account_id INTEGER NOT NULL, 
	format VARCHAR NOT NULL, 
	imported_at DATETIME NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	closing_balance INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_statement_import_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "statement_import" VALUES(1,'lloyds','2026-07-06 19:30:00.000000','2026-04-06','2026-04-18',220350,1);
CREATE TABLE statement_layout (
	name VARCHAR NOT NULL, 
	header VARCHAR NOT NULL, 
	layout VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_statement_layout_header UNIQUE (header)
);
CREATE TABLE status_answer (
	worker_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	answers VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_status_answer_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE taken_form (
	worker_id INTEGER NOT NULL, 
	start DATE NOT NULL, 
	"end" DATE NOT NULL, 
	taken_on DATE NOT NULL, 
	proof_id INTEGER, 
	signed_name VARCHAR NOT NULL, 
	signed_on DATE, 
	rows VARCHAR NOT NULL, 
	remarks VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_taken_form_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_taken_form_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
CREATE TABLE task_done (
	name VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	undoes INTEGER, 
	undone BOOLEAN NOT NULL, 
	lasting BOOLEAN NOT NULL, 
	salt VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	link VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_task_done_undoes_task_done FOREIGN KEY(undoes) REFERENCES task_done (id)
);
INSERT INTO "task_done" VALUES('Set up the book','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,1,'fd411b6e5cac888dab3aa2396d03fca3','4435afef729ee9db3ff4849dbf85c6b325e8fa37f304f3ef2e672bcfe2404720','c6154214e6d9bc001aa704afd463142dc7fe7219935eed519b70285de4a7d0d1',1);
INSERT INTO "task_done" VALUES('Add an insurance','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'a3319d0f6c057ce0eb063d1a1f5d8a8f','7e6dea008fd4c8f43ddd7bc374c00dfcee9a01815057f6c66013f181409dd3b6','711bb4d8405f622683d8dcef31e3420d486ecd6cb912311a41d833056d62f6cf',2);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'79ae336bbf699f50db5b8e6eb71ce754','ecd6eeb23424ebff9caea021e4f138a880e5154a3f39789daec0c166083c2590','263b15ff19bebd09961bd9263fb1c4388ba69ae12e8e7ca28f074b35b29cf9cf',3);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'0eaa32700aadd1de82eaf348adc25953','9732da43e4e4bc99e8afdefda62383855c996db22b8527393d2f0c7bd31393d8','c0e675313a2c28cc629e0c8d4f43790645d0f29bc0883c716e2a2cc6c0620a0b',4);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'cf8737a967eaa12a1096fa03efd3786f','28f2e7481f88318d1aae9e2c3e7e89ccb109fe8441cbc66be1034f31d841f0f7','2cf309597bac9924cff988f46860fe1a5d9e36908234b16fbf2dba1e862e4055',5);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'7a15a92319dc770f3fec53a1f15ee2ab','1c07718bdffc30487ba2938f7737c8ba6f21f8c852fc2f31c34468651398ff25','c1003373f8dfeaa610ec413042a27db352711fb855504b6f27186fa9bd885bd4',6);
INSERT INTO "task_done" VALUES('Change how to reach a worker','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'cacb1bc69b742214d3e0ce4508855a05','5442280361afd705a74bb103d96e53ce6a19310cb35647e0fb15962368264794','b4e6b0f26890651c48242e3184ca91e57268974b85d9639d572368567477b777',7);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'0948922bba9d4b75c2afe3d4c3a17037','1efa57f4cd26bfa2e04e6e5e3ea3af2b20c55b5a155804c1fe0a77d1568aeda7','1b911424d5d10ab720165d82381f1ce1a169b8d7159997cc1c2d6be12764ac0e',8);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'531b526ccaa3049a2f3ff23d1e611175','bd6a66a20ce3a29797cbd7f0b5ad2e9e32f55ee1c11993dfef41963e045a78ac','675016a45c9776e9795a16e215bc26c0e65fa52c8af89ee7a7644e398564d01d',9);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'230776c04253c2200558495d53436b4b','f3669b44ddcb955b6220952cf61e1d7cd5421681e7b4532930e253dbe9d09c34','d0a0911fb31828a1340b8553117f305b1239e362497e1d377ab975d56f3f026b',10);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'ac47eab777742ba7ad6e250fea492a55','317e1fb2fdc3a54487e95c7fef7c27eef80edc3e67cb0205be9935d3a96e1109','cde94915c7125707cbe2b342efe658141a198caefb8f7a721107c8fc61f5d180',11);
INSERT INTO "task_done" VALUES('Change how to reach a worker','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'d4f6999eced0405489cc3537eb68ccd6','8bfeab35fedd758a35c0c1a0a838a50297e3dac764008ba91436db2c2899a2da','befbac65ad05eccbf3571e8c74414e11a12d68378f1a4de6369274136d76f9a6',12);
INSERT INTO "task_done" VALUES('Record 5 shifts of Ada Lovell','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'9f4aab4eceeb35c61b6d87ff4f9a7e1d','e8fd984707054fffde656147cd4a3df5f3da1d42cdc2f365b95e1e6f0cbcbbe4','500bfe2ff2dbc48f7fe6f417c7ce5c52e142f240a151f12c20364c693a1b53e9',13);
INSERT INTO "task_done" VALUES('Approve the timesheet of Ada Lovell','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'2657cfb9ddcc62cdf795c89f781bb10c','bc1c1e3327399cfc1af76c1d21f4bcd260ad7be0bfbff2216d7990b2695805b9','08a587c6cd4b884cf8620d095b0553a3a9e2c4611c27040335c1a487b14042fc',14);
INSERT INTO "task_done" VALUES('Run pay','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'8b5bfe6b0db0aa5cb7bf85376461d9eb','083bc3b151bf7714b2b0988faeb01bca70f86c5626a534782681229e1124b10c','208c753fcdaaae1d65e877670e5e3558fe0a4cb4a1ae18feea92e99dec789ea5',15);
INSERT INTO "task_done" VALUES('Import a statement of Direct payment account','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'8123aad1d28ccd20047a275712658611','dab2e07db394a133146750b4f0b296c6ec3cb10c62e97c4aa936670fd7f6cd6e','4142ab3be991c21797095b6f9ecbbe39fbd1a84d0af4b21f73a5c4804ef42904',16);
INSERT INTO "task_done" VALUES('Add a payment by hand','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'7658a22b4aadeee6635591dad7214c2e','0c27cbe5ac6c1243a8dcce9fb27647f87f39ed02928533c085f082dc5872b2b6','65c2e4dbb8496dca7e03ed256ff7ba7e2e518a0fb3de01886a9817f3998748f3',17);
INSERT INTO "task_done" VALUES('Add a receipt','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'feef38e098d89b0cd775a0bef88adb8c','3842e5263584442c1f1c05a4484170df42ca6848e5416599b1c5d69b4b138162','c25642d42fb858badc823eae49e86e478405aeb948190b79dddcc977bfd710ff',18);
INSERT INTO "task_done" VALUES('Say what 1 payment was for','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'1994d01de7feb9bab7c621f3ee1a4740','70f5bbb8abbf5df62ab9715c27bf580c45c2bd1c8a0680aa680bce9e02d80824','f21f7df929c9e715515dd9aad53fb16e2e07eb37a83b64959e02adb8886dfe73',19);
INSERT INTO "task_done" VALUES('Sign the return','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'e33d0b81f44148689d11157644caa3e7','b53132054329e539b6d44f6571baa70852a7f00445d75361142bf2ae91f66301','b1a580c65914f3dcb329556e4accf301686b750a58795879f35a400ff78cc03a',20);
INSERT INTO "task_done" VALUES('Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'49b6fa1cbf330df5e7099e1d507fd6f7','1e6f7beab7291b87cd823062a5dce6bc5659c40f5b3a2a20016206ee3673307e','bdb7b6c10120859f8a2f847106f0af88338a96f9173d8be616d86e4c7c9c42d0',21);
INSERT INTO "task_done" VALUES('Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',NULL,1,0,'f603d572a722ab98a66d557ea419707a','7892c081e3dbb7861cf55c5ad8abbff173c5e54beea983114684721c7f65d2f9','dea25740729ab35eb1156b20fa533f69c86831b85bd7364428923c146ceab8cb',22);
INSERT INTO "task_done" VALUES('Undo: Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',22,0,0,'27ab03c8f51eac194ac194c7d8e7b783','a3548d47bc8159da6d270b1d418ca23c60f0809f5845da9f75d1959ad71fb5e3','2b4e805dce3f110874788e9d5f650ee63acf0b4fbf0a7d2d73c20245cf22da13',23);
CREATE TABLE tax_code_notice (
	worker_id INTEGER NOT NULL, 
	from_date DATE NOT NULL, 
	code VARCHAR NOT NULL, 
	basis VARCHAR NOT NULL, 
	notice VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_tax_code_notice_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE TABLE timesheet (
	worker_id INTEGER NOT NULL, 
	start DATE NOT NULL, 
	"end" DATE NOT NULL, 
	state VARCHAR NOT NULL, 
	approved_on DATE, 
	approved_by VARCHAR NOT NULL, 
	corrected_on DATE, 
	signature_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_timesheet_worker_id UNIQUE (worker_id, start), 
	CONSTRAINT fk_timesheet_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_timesheet_signature_id_signature FOREIGN KEY(signature_id) REFERENCES signature (id)
);
INSERT INTO "timesheet" VALUES(1,'2026-04-06','2026-04-12','paid','2026-07-06','Jo Rivers',NULL,NULL,1);
INSERT INTO "timesheet" VALUES(2,'2026-04-06','2026-05-03','draft',NULL,'',NULL,NULL,2);
CREATE TABLE "transaction" (
	account_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	position INTEGER NOT NULL, 
	description VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	bank_type VARCHAR NOT NULL, 
	bank_balance INTEGER, 
	import_id INTEGER, 
	fingerprint VARCHAR, 
	nth INTEGER, 
	presented_on DATE, 
	no_proof_reason VARCHAR NOT NULL, 
	cheque VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_transaction_account_id UNIQUE (account_id, fingerprint, nth), 
	CONSTRAINT fk_transaction_account_id_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_transaction_import_id_statement_import FOREIGN KEY(import_id) REFERENCES statement_import (id)
);
INSERT INTO "transaction" VALUES(1,'2026-04-06',0,'Northshire County Council',160000,'FPO',260000,1,'5f3575cefe52a5e842b5e963fc3db69b',0,'2026-04-06','','',1);
INSERT INTO "transaction" VALUES(1,'2026-04-16',1,'Ada Lovell',-38400,'FPO',221600,1,'eaf5bbaf5b6e821e6747b7aec4901816',0,'2026-04-16','','',2);
INSERT INTO "transaction" VALUES(1,'2026-04-18',2,'Vale Taxis',-1250,'FPO',220350,1,'c6a1b8046631714dc4f27268670e7bdd',0,'2026-04-18','','',3);
INSERT INTO "transaction" VALUES(1,'2026-05-04',0,'Brook Farm Shop',-420,'',NULL,NULL,NULL,NULL,NULL,'','',4);
CREATE TABLE unspent_reason (
	start DATE NOT NULL, 
	"end" DATE, 
	reason VARCHAR NOT NULL, 
	amount INTEGER, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
CREATE TABLE worker (
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	start_date DATE NOT NULL, 
	end_date DATE, 
	service_type VARCHAR NOT NULL, 
	payroll_number VARCHAR NOT NULL, 
	date_of_birth DATE, 
	ni_number VARCHAR NOT NULL, 
	tax_code VARCHAR NOT NULL, 
	tax_basis VARCHAR NOT NULL, 
	ni_category VARCHAR NOT NULL, 
	pay_frequency VARCHAR NOT NULL, 
	first_period_start DATE, 
	pay_day_after INTEGER NOT NULL, 
	previous_tax_year VARCHAR NOT NULL, 
	previous_pay INTEGER NOT NULL, 
	previous_tax INTEGER NOT NULL, 
	starter_statement VARCHAR NOT NULL, 
	has_other_job BOOLEAN, 
	has_other_pension BOOLEAN, 
	holiday_method VARCHAR NOT NULL, 
	weekly_hours VARCHAR, 
	days_a_week VARCHAR, 
	working_days VARCHAR NOT NULL, 
	leave_year_start DATE, 
	home_nightly_charge INTEGER, 
	payroll_by VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	emergency_name VARCHAR NOT NULL, 
	emergency_phone VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	drives BOOLEAN NOT NULL, 
	relation VARCHAR NOT NULL, 
	lives_here BOOLEAN NOT NULL, 
	consent_on DATE, 
	opted_out_48 DATE, 
	rounds_to_minutes INTEGER NOT NULL, 
	utr VARCHAR NOT NULL, 
	registration VARCHAR NOT NULL, 
	p45_given_on DATE, 
	notice_given_on DATE, 
	notice_by VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);
INSERT INTO "worker" VALUES('Ada Lovell','employed','','','2026-04-06',NULL,'personal_care','',NULL,'','1257L','cumulative','A','weekly','2026-04-06',4,'',0,0,'',NULL,NULL,'accrued',NULL,NULL,'',NULL,NULL,'own','01632 960010','','Jonah','01632 960011','Personal assistant',0,'',0,NULL,NULL,0,'','',NULL,NULL,'',1);
INSERT INTO "worker" VALUES('Ben Okoro','employed','','','2026-04-06',NULL,'personal_care','',NULL,'','BR','cumulative','A','four-weekly','2026-04-06',4,'',0,0,'',NULL,NULL,'accrued',NULL,NULL,'',NULL,NULL,'own','01632 960010','','Jonah','01632 960011','Personal assistant',0,'',0,NULL,NULL,0,'','',NULL,NULL,'',2);
INSERT INTO "worker" VALUES('Brook Day Club','agency','','','2026-04-06',NULL,'day_opportunities','',NULL,'','','cumulative','','',NULL,0,'',0,0,'',NULL,NULL,'accrued',NULL,NULL,'',NULL,NULL,'own','','','','','',0,'',0,NULL,NULL,0,'','',NULL,NULL,'',3);
CREATE TABLE worker_paper (
	worker_id INTEGER NOT NULL, 
	proof_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_worker_paper_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id), 
	CONSTRAINT fk_worker_paper_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
CREATE TABLE worker_service (
	worker_id INTEGER NOT NULL, 
	service_type VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_worker_service_worker_id UNIQUE (worker_id, service_type), 
	CONSTRAINT fk_worker_service_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
CREATE INDEX ix_worker_name ON worker (name);
CREATE INDEX ix_proof_original ON proof (original);
CREATE INDEX ix_agreement_funder_id ON agreement (funder_id);
CREATE INDEX ix_agreed_payment_funder_id ON agreed_payment (funder_id);
CREATE INDEX ix_reserve_funder_id ON reserve (funder_id);
CREATE INDEX ix_funding_share_funder_id ON funding_share (funder_id);
CREATE INDEX ix_helper_entry_helper_id ON helper_entry (helper_id);
CREATE INDEX ix_helper_entry_worker_id ON helper_entry (worker_id);
CREATE INDEX ix_change_task_id ON change (task_id);
CREATE INDEX ix_pay_rate_worker_id ON pay_rate (worker_id);
CREATE INDEX ix_tax_code_notice_worker_id ON tax_code_notice (worker_id);
CREATE INDEX ix_ni_letter_worker_id ON ni_letter (worker_id);
CREATE INDEX ix_loan_notice_worker_id ON loan_notice (worker_id);
CREATE INDEX ix_pension_event_worker_id ON pension_event (worker_id);
CREATE INDEX ix_holiday_carried_worker_id ON holiday_carried (worker_id);
CREATE INDEX ix_holiday_request_start ON holiday_request (start);
CREATE INDEX ix_holiday_request_worker_id ON holiday_request (worker_id);
CREATE INDEX ix_absence_worker_id ON absence (worker_id);
CREATE INDEX ix_absence_first_day ON absence (first_day);
CREATE INDEX ix_timesheet_worker_id ON timesheet (worker_id);
CREATE INDEX ix_timesheet_start ON timesheet (start);
CREATE INDEX ix_taken_form_worker_id ON taken_form (worker_id);
CREATE INDEX ix_invoice_worker_id ON invoice (worker_id);
CREATE INDEX ix_statement_import_account_id ON statement_import (account_id);
CREATE INDEX ix_reconciliation_account_id ON reconciliation (account_id);
CREATE INDEX ix_court_order_worker_id ON court_order (worker_id);
CREATE INDEX ix_deduction_worker_id ON deduction (worker_id);
CREATE INDEX ix_sent_return_funder_id ON sent_return (funder_id);
CREATE INDEX ix_asked_return_funder_id ON asked_return (funder_id);
CREATE INDEX ix_outcome_note_outcome_id ON outcome_note (outcome_id);
CREATE INDEX ix_return_form_funder_id ON return_form (funder_id);
CREATE INDEX ix_rota_pattern_worker_id ON rota_pattern (worker_id);
CREATE INDEX ix_rota_change_worker_id ON rota_change (worker_id);
CREATE INDEX ix_rota_change_day ON rota_change (day);
CREATE INDEX ix_check_worker_id ON "check" (worker_id);
CREATE INDEX ix_policy_worker_id ON policy (worker_id);
CREATE INDEX ix_policy_until ON policy (until);
CREATE INDEX ix_status_answer_worker_id ON status_answer (worker_id);
CREATE INDEX ix_worker_paper_worker_id ON worker_paper (worker_id);
CREATE INDEX ix_agreed_service_agreement_id ON agreed_service (agreement_id);
CREATE INDEX ix_agreed_cost_agreement_id ON agreed_cost (agreement_id);
CREATE INDEX ix_shift_timesheet_id ON shift (timesheet_id);
CREATE INDEX ix_shift_day ON shift (day);
CREATE INDEX ix_transaction_import_id ON "transaction" (import_id);
CREATE INDEX ix_transaction_day ON "transaction" (day);
CREATE INDEX ix_payslip_pay_date ON payslip (pay_date);
CREATE INDEX ix_payslip_pay_run_id ON payslip (pay_run_id);
CREATE INDEX ix_payslip_worker_id ON payslip (worker_id);
CREATE INDEX ix_return_paper_return_id ON return_paper (return_id);
CREATE INDEX ix_late_change_return_id ON late_change (return_id);
CREATE INDEX ix_rota_shift_pattern_id ON rota_shift (pattern_id);
CREATE INDEX ix_proof_link_proof_id ON proof_link (proof_id);
CREATE INDEX ix_proof_link_transaction_id ON proof_link (transaction_id);
CREATE INDEX ix_pay_line_payslip_id ON pay_line (payslip_id);
CREATE INDEX ix_pay_extra_payslip_id ON pay_extra (payslip_id);
CREATE INDEX ix_pay_item_timesheet_id ON pay_item (timesheet_id);
CREATE INDEX ix_pay_item_payslip_id ON pay_item (payslip_id);
CREATE INDEX ix_pay_item_worker_id ON pay_item (worker_id);
CREATE INDEX ix_expected_payment_due ON expected_payment (due);
CREATE INDEX ix_expected_payment_payslip_id ON expected_payment (payslip_id);
CREATE INDEX ix_expected_payment_invoice_id ON expected_payment (invoice_id);
CREATE INDEX ix_payment_tie_other_id ON payment_tie (other_id);
CREATE INDEX ix_payment_tie_transaction_id ON payment_tie (transaction_id);
CREATE INDEX ix_pocket_payment_repaid_id ON pocket_payment (repaid_id);
CREATE INDEX ix_pocket_payment_cash_id ON pocket_payment (cash_id);
CREATE INDEX ix_split_expected_payment_id ON split (expected_payment_id);
CREATE INDEX ix_split_transaction_id ON split (transaction_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('funder',1);
INSERT INTO "sqlite_sequence" VALUES('outcome',1);
INSERT INTO "sqlite_sequence" VALUES('person',2);
INSERT INTO "sqlite_sequence" VALUES('account',2);
INSERT INTO "sqlite_sequence" VALUES('agreement',1);
INSERT INTO "sqlite_sequence" VALUES('arrangement',1);
INSERT INTO "sqlite_sequence" VALUES('worker',3);
INSERT INTO "sqlite_sequence" VALUES('pay_rate',5);
INSERT INTO "sqlite_sequence" VALUES('task_done',23);
INSERT INTO "sqlite_sequence" VALUES('change',40);
INSERT INTO "sqlite_sequence" VALUES('policy',1);
INSERT INTO "sqlite_sequence" VALUES('check',8);
INSERT INTO "sqlite_sequence" VALUES('timesheet',2);
INSERT INTO "sqlite_sequence" VALUES('shift',7);
INSERT INTO "sqlite_sequence" VALUES('pay_run',1);
INSERT INTO "sqlite_sequence" VALUES('payslip',1);
INSERT INTO "sqlite_sequence" VALUES('pay_line',1);
INSERT INTO "sqlite_sequence" VALUES('expected_payment',2);
INSERT INTO "sqlite_sequence" VALUES('statement_import',1);
INSERT INTO "sqlite_sequence" VALUES('transaction',4);
INSERT INTO "sqlite_sequence" VALUES('proof',2);
INSERT INTO "sqlite_sequence" VALUES('proof_link',1);
INSERT INTO "sqlite_sequence" VALUES('split',1);
INSERT INTO "sqlite_sequence" VALUES('signature',1);
INSERT INTO "sqlite_sequence" VALUES('sent_return',1);
COMMIT;
