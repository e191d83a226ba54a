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
INSERT INTO "change" VALUES(1,'funder','[{"id":1,"before":null,"after":{"rules":"generic","name":"Northshire County Council","reference":"0055501","last_review":null,"next_review":null,"own_rules":"","opening_part":null,"id":1}}]','abb4447c8ab2ee45996adb75846e140a','7a0fa3350f3af37f85a772ff9c4094d3d527a60e5b12d2b978881fd35d173faf',0,1);
INSERT INTO "change" VALUES(1,'outcome','[{"id":1,"before":null,"after":{"name":"Safe at home","description":"","id":1}}]','a08f61ad610ebb079d0d74e7f6d37a7e','46e3307f96173b25584a1afe54a33ac62e687080ecd25d7c1da66fc0fb8d906e',0,2);
INSERT INTO "change" VALUES(1,'person','[{"id":1,"before":null,"after":{"name":"Sam Rivers","address":"7 Elm Court, Northshire NS9 9ZZ","date_of_birth":null,"phone":"","email":"","id":1}},{"id":2,"before":null,"after":{"name":"Jo Rivers","address":"","date_of_birth":null,"phone":"","email":"","id":2}}]','5173c7eaa4cacb08bb34973ce9d337ff','310539fc0569b7f7010c17b897148fbf1a45369ff07326749d195cb8be0be5b7',0,3);
INSERT INTO "change" VALUES(1,'account','[{"id":1,"before":null,"after":{"name":"Direct payment account","kind":"bank","last_four":"5678","opening_balance":100000,"opening_date":"2026-04-06","id":1}},{"id":2,"before":null,"after":{"name":"Prepaid card","kind":"card","last_four":"","opening_balance":0,"opening_date":"2026-04-06","id":2}}]','48029452ffeb4fdec76248854d9e5331','39faa0b50b446c73a3fe291474cab57e2354fcacf8cb3636b2f04da21477bb0f',0,4);
INSERT INTO "change" VALUES(1,'agreement','[{"id":1,"before":null,"after":{"funder_id":1,"from_date":"2026-04-06","weekly_amount":40000,"weekly_contribution":5000,"paid_every":"four-weekly","paid_in":"advance","contribution_collected":"paid-in","surplus_weeks":"8.00","return_days":28,"first_payment":null,"funding_rule":"fixed","contingency":0,"id":1}}]','a5e9fdec26f8d8667c620b7b42f9fb1b','a4aeacb10309492c62ac2d5b026c11c6e40d6e7933ff6a282aa991d9a6951eaa',0,5);
INSERT INTO "change" VALUES(1,'arrangement','[{"id":1,"before":null,"after":{"recipient_id":1,"manager_id":2,"employer_id":1,"manager_role":"nominated","nation":"england","paye_reference":"","accounts_office_reference":"475PX00999999","hmrc_paid":"monthly","employment_allowance":1,"care_is_at_home":null,"care_is_for_you_or_family":null,"needs_care":null,"files_alone":null,"bureau_day_of_month":null,"bureau_days_before":null,"id":1}}]','b0c1487ca284b383a422b905f6df9e6a','9f10286edb017028741b1f525a225b93923f2aa58780783339347f54b57ab369',0,6);
INSERT INTO "change" VALUES(1,'worker','[{"id":1,"before":null,"after":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1}},{"id":2,"before":null,"after":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2}},{"id":3,"before":null,"after":{"name":"Brook Day Club","kind":"agency","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"day_opportunities","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"","tax_basis":"cumulative","ni_category":"","pay_frequency":"","first_period_start":null,"pay_day_after":0,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":3}}]','2aaf8578dda04cb9d686b83f6b7baf5b','2bed727e09a3b02fee699eab384f95a2347ebbbf27c396ac387254d3b74e2797',0,7);
INSERT INTO "change" VALUES(1,'pay_rate','[{"id":1,"before":null,"after":{"worker_id":1,"hour_kind":"weekday","from_date":"2026-04-06","amount":1280,"id":1}},{"id":2,"before":null,"after":{"worker_id":1,"hour_kind":"saturday","from_date":"2026-04-06","amount":1400,"id":2}},{"id":3,"before":null,"after":{"worker_id":1,"hour_kind":"sleep_in","from_date":"2026-04-06","amount":6000,"id":3}},{"id":4,"before":null,"after":{"worker_id":2,"hour_kind":"weekday","from_date":"2026-04-06","amount":1271,"id":4}},{"id":5,"before":null,"after":{"worker_id":2,"hour_kind":"weekday","from_date":"2026-04-20","amount":1350,"id":5}}]','fcf15d3cff8b547b9746101a04a618b5','2fe493c89e5e84c8864a7d1575f77afde7246a5ebc43c724a5c10c8ed936f954',0,8);
INSERT INTO "change" VALUES(2,'policy','[{"id":1,"before":null,"after":{"kind":"employers_liability","insurer":"Fishbourne Mutual","number":"EL 900210","from_date":"2026-04-01","until":"2028-04-05","worker_id":null,"proof_id":null,"id":1}}]','b1904f50186143b1c8dd0c0704c41730','ce61ddd8405aeee30ed99e4dddd81c34676c28bf200907f8d49324d6cd92e186',0,9);
INSERT INTO "change" VALUES(3,'check','[{"id":1,"before":null,"after":{"worker_id":1,"kind":"right_to_work","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"British passport","proof_id":null,"id":1}}]','7c1119b6f42553ed8c07c24ece4d0c43','664141333c24653b37c2a74c9352faad5a3ada4e9a7b65641379f3685b92e99e',0,10);
INSERT INTO "change" VALUES(4,'check','[{"id":2,"before":null,"after":{"worker_id":1,"kind":"dbs","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"enhanced_barred","number":"001900000017","update_service":0,"issued_on":"2026-03-18","until":null,"again_on":null,"note":"","proof_id":null,"id":2}}]','d25b1b56c30c68b577c15b26a2d2c280','0ea29ecf86e107466c2765709a8ad62ac71fb9bdd13100698d9276101c57b675',0,11);
INSERT INTO "change" VALUES(5,'check','[{"id":3,"before":null,"after":{"worker_id":1,"kind":"reference","name":"Northshire Day Centre","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":3}}]','321703b377606e49f044389d781c7f4c','a906acd32eda7fd30249a50e868236591155973f966d6ef4e2f1f0cb8a9c3712',0,12);
INSERT INTO "change" VALUES(6,'check','[{"id":4,"before":null,"after":{"worker_id":1,"kind":"reference","name":"Dr Lena Marsh","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":4}}]','a2c11d5219a98495e57b21978630d587','32f3cd7bfe4d82793f224ae67374e31d56c1bd95f4d7aa28b2e2432e4b3adb62',0,13);
INSERT INTO "change" VALUES(7,'worker','[{"id":1,"before":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1},"after":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"01632 960010","email":"","emergency_name":"Jonah","emergency_phone":"01632 960011","role":"Personal assistant","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1}}]','b01ccc4b6f1f74ee866c7e7012ef32c9','5c293fd9d8d2fca5eb0958dcced8afdb4eb374e7f51d1f4529e613b251e2d88a',0,14);
INSERT INTO "change" VALUES(8,'check','[{"id":5,"before":null,"after":{"worker_id":2,"kind":"right_to_work","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"British passport","proof_id":null,"id":5}}]','d15152470778e012c5695c297cc37f97','4751b3cd992aad97bacb5454e08dba2471d5684e18bb62e876cc9911d4b47fea',0,15);
INSERT INTO "change" VALUES(9,'check','[{"id":6,"before":null,"after":{"worker_id":2,"kind":"dbs","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"enhanced_barred","number":"001900000017","update_service":0,"issued_on":"2026-03-18","until":null,"again_on":null,"note":"","proof_id":null,"id":6}}]','f565a463b4518487f3bd2c534a7eeebf','a77decba594f0272a43f5bda56ee9ef2ebac85d59cbf57020bd4cb0b795aa515',0,16);
INSERT INTO "change" VALUES(10,'check','[{"id":7,"before":null,"after":{"worker_id":2,"kind":"reference","name":"Northshire Day Centre","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":7}}]','edf3cca866c3153d60235aa19e71cde6','5cd947bd88e17dce570b8ff9754d81df9656c1d228420f85edae96ecaa79ee31',0,17);
INSERT INTO "change" VALUES(11,'check','[{"id":8,"before":null,"after":{"worker_id":2,"kind":"reference","name":"Dr Lena Marsh","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":8}}]','ff915f99103e4c2c724f398868ebddd4','5846eac9b7090dde8891146d861a5e6496155dfadede68f8897cff40f72f25db',0,18);
INSERT INTO "change" VALUES(12,'worker','[{"id":2,"before":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2},"after":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"01632 960010","email":"","emergency_name":"Jonah","emergency_phone":"01632 960011","role":"Personal assistant","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2}}]','bfdb0707e4a48c806e20d29af22a854e','4c15c946c7a2f48f985a4f2a8d018e9bd1af526faa1ee85ef6cfdd4caa8206b5',0,19);
INSERT INTO "change" VALUES(13,'timesheet','[{"id":1,"before":null,"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":1}}]','c8ed2ca5ed51db70bebfaf5ca7560062','50326cdee7d6512091eaaee0ca950e0afe2bf1e9c4f323ced6c094829a146030',0,20);
INSERT INTO "change" VALUES(13,'shift','[{"id":1,"before":null,"after":{"timesheet_id":1,"day":"2026-04-06","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":1}},{"id":2,"before":null,"after":{"timesheet_id":1,"day":"2026-04-07","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":2}},{"id":3,"before":null,"after":{"timesheet_id":1,"day":"2026-04-08","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":3}},{"id":4,"before":null,"after":{"timesheet_id":1,"day":"2026-04-09","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":4}},{"id":5,"before":null,"after":{"timesheet_id":1,"day":"2026-04-10","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":5}}]','fb8e0c0ea2e26f49367fc557580d9c6e','71e5ed034318bab3005cf5e6b63e26a316fda6b11323e8f9f2318fd31e2d3475',0,21);
INSERT INTO "change" VALUES(14,'timesheet','[{"id":1,"before":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":1},"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"approved","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1}}]','a1fb07ce6299f3a977092c2b4e8a4493','f4ba06dfc80b10868ce9b1da3e191c2ece55c3529ce79706cd9be29cdc55d8a2',0,22);
INSERT INTO "change" VALUES(15,'pay_run','[{"id":1,"before":null,"after":{"made_on":"2026-07-06","id":1}}]','71dfc02a27b5a981a14d1fe4e6ac27f2','436af37f4183304b14759e8b7f123592ad4f573442d23f629a5e5279ceaf5cbd',0,23);
INSERT INTO "change" VALUES(15,'payslip','[{"id":1,"before":null,"after":{"pay_run_id":1,"worker_id":1,"timesheet_id":1,"correction":0,"start":"2026-04-06","end":"2026-04-12","pay_date":"2026-04-16","frequency":"weekly","tax_year":"2026-27","tax_period":2,"tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","gross_pay":38400,"income_tax":0,"employee_ni":1136,"employer_ni":4320,"taxable_pay":38400,"not_for_ni":0,"student_loan":0,"postgraduate_loan":0,"employee_pension":0,"employer_pension":0,"late_employee_pension":0,"late_employer_pension":0,"late_pension_on":null,"net_pay":37264,"gross_to_date":38400,"tax_pay_to_date":38400,"tax_to_date":0,"employee_ni_to_date":1136,"employer_ni_to_date":4320,"made_by":"own","proof_id":null,"steps":"[{\"label\": \"Least pay at the highest rate, as the age is not known, for a pay period that starts on 6 April 2026\", \"sum\": \"30 x 12.71 = 381.30\", \"source\": \"GOV.UK minimum wage calculator (alphagov/smart-answers@6fb9aab, config/smart_answers/rates/minimum_wage.yml)\", \"about\": \"minimum_wage\"}, {\"label\": \"Pay that counts: at the basic rate, without holiday pay and expenses\", \"sum\": \"384.00 = 384.00\", \"source\": \"National Minimum Wage Regulations 2015 (SI 2015/621): https://www.legislation.gov.uk/uksi/2015/621\", \"about\": \"minimum_wage\"}, {\"label\": \"The minimum wage is met\", \"sum\": \"384.00 is not below 381.30\", \"source\": \"\", \"about\": \"minimum_wage\"}, {\"label\": \"Tax-free pay in a week for code 1257L\", \"sum\": \"(257 x 10 + 9) / 52 = 49.60; 49.60 + 2 x 96.16 = 241.92\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"For the weeks that count\", \"sum\": \"241.92 x 2 = 483.84\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"Taxable pay, cut to whole pounds\", \"sum\": \"384.00 - 483.84 = -99.84; 0\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"No tax: nothing is taxable\", \"sum\": \"0.00\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"Employee''s National Insurance, letter A\", \"sum\": \"above 242: 142.00 x 8% = 11.36\", \"source\": \"Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: https://www.legislation.gov.uk/uksi/2001/1004/regulation/12\", \"about\": \"employee_ni\"}, {\"label\": \"Employer''s National Insurance (not taken from pay)\", \"sum\": \"above 96: 288.00 x 15% = 43.20\", \"source\": \"Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: https://www.legislation.gov.uk/uksi/2001/1004/regulation/12\", \"about\": \"employer_ni\"}, {\"label\": \"Net pay: gross pay less income tax and employee''s National Insurance\", \"sum\": \"384.00 - 0.00 - 11.36 = 372.64\", \"source\": \"\", \"about\": \"net_pay\"}]","id":1}}]','2f935f0a8e7aea55af810a4097d86290','9defa8ee44729324731f551063972506581223bda46b7f93e0215bff28213ec2',0,24);
INSERT INTO "change" VALUES(15,'pay_line','[{"id":1,"before":null,"after":{"payslip_id":1,"kind":"weekday","quantity":"30","rate":"12.80","amount":38400,"by_the_night":0,"id":1}}]','c40273f042271de86ab25669a3b3e32c','de094851917d26b90460f0817759528b2dba028d7158f8ea08f29d902483729d',0,25);
INSERT INTO "change" VALUES(15,'expected_payment','[{"id":1,"before":null,"after":{"kind":"wage","payee":"Ada Lovell","due":"2026-04-16","amount":37264,"payslip_id":1,"invoice_id":null,"start":null,"end":null,"steps":"[]","id":1}},{"id":2,"before":null,"after":{"kind":"hmrc","payee":"HMRC","due":"2026-05-22","amount":1136,"payslip_id":null,"invoice_id":null,"start":"2026-04-06","end":"2026-05-05","steps":"[{\"label\": \"Income tax on pay paid from 6 Apr 2026 to 5 May 2026\", \"sum\": \"0.00\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employees'' National Insurance\", \"sum\": \"11.36\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employer''s National Insurance\", \"sum\": \"43.20\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employment Allowance used, of what is left of it this year\", \"sum\": \"43.20 of 10,500\", \"source\": \"HMRC, NIM06520: https://gov.uk/hmrc-internal-manuals/national-insurance-manual/nim06520\", \"about\": \"\"}, {\"label\": \"Due to HMRC\", \"sum\": \"0.00 + 11.36 + 43.20 - 43.20 = 11.36\", \"source\": \"HMRC, DMBM520055: https://www.gov.uk/hmrc-internal-manuals/debt-management-and-banking/dmbm520055\", \"about\": \"\"}]","id":2}}]','c3e0c7583f5c1ab416a7f73b8cf80070','6ad64c441f06d2dda58d79fa2b86f49d93bc63bbc0f6a52e2c8c722b5bc34a53',0,26);
INSERT INTO "change" VALUES(15,'timesheet','[{"id":1,"before":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"approved","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1},"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"paid","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1}}]','0ab24165d661e0a7a715659d970d4153','9d6dcd23ae8cfa19013405731ad0cfcafc968a71f9e1a8635e7d4eb516c47684',0,27);
INSERT INTO "change" VALUES(16,'statement_import','[{"id":1,"before":null,"after":{"account_id":1,"format":"lloyds","imported_at":"2026-07-06 19:30:00.000000","first_day":"2026-04-06","last_day":"2026-04-18","closing_balance":220350,"id":1}}]','5382d26ddca69785301b30443abdbc00','c96f14083e5a81216de0411856c9f9df15820d274246ee8ace41e8f6dde86853',0,28);
INSERT INTO "change" VALUES(16,'transaction','[{"id":1,"before":null,"after":{"account_id":1,"day":"2026-04-06","position":0,"description":"Northshire County Council","amount":160000,"bank_type":"FPO","bank_balance":260000,"import_id":1,"fingerprint":"5f3575cefe52a5e842b5e963fc3db69b","nth":0,"presented_on":"2026-04-06","no_proof_reason":"","cheque":"","id":1}},{"id":2,"before":null,"after":{"account_id":1,"day":"2026-04-16","position":1,"description":"Ada Lovell","amount":-38400,"bank_type":"FPO","bank_balance":221600,"import_id":1,"fingerprint":"eaf5bbaf5b6e821e6747b7aec4901816","nth":0,"presented_on":"2026-04-16","no_proof_reason":"","cheque":"","id":2}},{"id":3,"before":null,"after":{"account_id":1,"day":"2026-04-18","position":2,"description":"Vale Taxis","amount":-1250,"bank_type":"FPO","bank_balance":220350,"import_id":1,"fingerprint":"c6a1b8046631714dc4f27268670e7bdd","nth":0,"presented_on":"2026-04-18","no_proof_reason":"","cheque":"","id":3}}]','b75b463c129d1d2b5fcc3599a85f7119','af47ec0d6d56fa9de6dc147e7f09847954ffa11439ac039f31f31f50f94a9eaf',0,29);
INSERT INTO "change" VALUES(17,'transaction','[{"id":4,"before":null,"after":{"account_id":1,"day":"2026-05-04","position":0,"description":"Brook Farm Shop","amount":-420,"bank_type":"","bank_balance":null,"import_id":null,"fingerprint":null,"nth":null,"presented_on":null,"no_proof_reason":"","cheque":"","id":4}}]','9beef3f729ea17c57d6c0c0f645dd4bc','fd41736c7abc78f3572eeed19f245b07bc8129ac779ba8c66d40cdaed97296da',0,30);
INSERT INTO "change" VALUES(18,'proof','[{"id":1,"before":null,"after":{"sealed_name":"093ca43128d39b0b0dcdd63aa2aa730088b2b247361e745fb39c812b067b102e","media_type":"image/png","size":111,"kind":"receipt","title":"till","day":null,"amount":null,"added_on":"2026-07-06","number":"","original":"181d9e6c123dd2f7302a01cdb3acc32a703b11a16f1da22318b2b88db597c3ab","look":"","id":1}}]','f2ad3fbae370a8f915e6162314410a33','d981c4a6e7ee17e594d04b8e499a2be47634d668702aad0d9cf50051fa99c4ee',0,31);
INSERT INTO "change" VALUES(18,'proof_link','[{"id":1,"before":null,"after":{"proof_id":1,"transaction_id":4,"amount":null,"id":1}}]','87e58739c714089e6c47084ea372da93','82d7ac34ed8d36201287e589e784fded066a9d4b9fde90b30e1e05874a269e78',0,32);
INSERT INTO "change" VALUES(19,'split','[{"id":1,"before":null,"after":{"transaction_id":4,"amount":-420,"category":"mileage","service_type":"","outcome_id":null,"worker_id":null,"expected_payment_id":null,"note":"","id":1}}]','9a616a19a3966bcc98af1e3e208aa035','c9fcbfaecd7c502022272e7f99c56e73bcdf1db38a433c5b78acec29b874037b',0,33);
INSERT INTO "change" VALUES(20,'proof','[{"id":2,"before":null,"after":{"sealed_name":"69ec43f0cda8416e7e4d11524993bef196f2b452d11cbcebcb70ad3ed831c798","media_type":"application/pdf","size":41899,"kind":"worker_paper","title":"Return 6 April 2026 to 30 June 2026","day":"2026-07-06","amount":null,"added_on":"2026-07-06","number":"","original":"","look":"","id":2}}]','f796e29c82ec68830119bea444cea771','702cfcc2e96ae9c4f4db683989e307ca71242e26b5fbddc7267b300f54d0e7b0',0,34);
INSERT INTO "change" VALUES(20,'signature','[{"id":1,"before":null,"after":{"kind":"typed","name":"Jo Rivers","day":"2026-07-06","strokes":"[]","id":1}}]','45ebde685887340767ecfc85c609160a','d7515fdff6fc18e0e28f367e8fb1653b3e4a580c52e311b39b96e81154135a1d',0,35);
INSERT INTO "change" VALUES(20,'sent_return','[{"id":1,"before":null,"after":{"funder_id":1,"start":"2026-04-06","end":"2026-06-30","kind":"periodic","due":"2026-07-28","closing":219930,"figures":"{\"funder\":\"Northshire County Council\",\"start\":\"2026-04-06\",\"end\":\"2026-06-30\",\"signed_by\":\"Jo Rivers\",\"signed_as\":\"Nominated person\",\"signed_on\":\"2026-07-06\",\"opening\":\"1000.00\",\"money_in\":\"1600.00\",\"money_out\":\"400.70\",\"closing\":\"2199.30\",\"statement_balance\":null,\"free_balance\":\"1764.10\",\"surplus\":\"0.00\",\"income\":[{\"label\":\"Not yet said\",\"amount\":\"1600.00\"}],\"spending\":[{\"label\":\"Mileage and travel of personal assistants\",\"amount\":\"4.20\"},{\"label\":\"Not yet said\",\"amount\":\"396.50\"}],\"set_aside\":[{\"label\":\"Wages earned and not paid by 30 June 2026\",\"amount\":\"372.64\"},{\"label\":\"HMRC: tax and National Insurance not paid by 30 June 2026\",\"amount\":\"11.36\"},{\"label\":\"Holiday earned and not taken\",\"amount\":\"51.20\"}],\"lines\":[{\"payment\":1,\"account\":\"Direct payment account\",\"day\":\"2026-04-06\",\"description\":\"Northshire County Council\",\"amount\":\"1600.00\",\"parts\":[]},{\"payment\":2,\"account\":\"Direct payment account\",\"day\":\"2026-04-16\",\"description\":\"Ada Lovell\",\"amount\":\"-384.00\",\"parts\":[]},{\"payment\":3,\"account\":\"Direct payment account\",\"day\":\"2026-04-18\",\"description\":\"Vale Taxis\",\"amount\":\"-12.50\",\"parts\":[]},{\"payment\":4,\"account\":\"Direct payment account\",\"day\":\"2026-05-04\",\"description\":\"Brook Farm Shop\",\"amount\":\"-4.20\",\"parts\":[{\"amount\":\"-4.20\",\"category\":\"mileage\",\"service_type\":\"\",\"outcome\":\"\"}]}],\"gaps\":[\"The bank''s balance of Prepaid card on 30 June 2026 is not known. Import the statement, or type in the balance that it shows.\",\"3 payments have no category. Say what they were for.\",\"2 payments out have no proof. Add the papers, or say why there are none.\",\"The bank''s last balance of Direct payment account is of 18 April 2026. Check that nothing came after it, and agree the balance of 30 June 2026.\",\"£11.36 for HMRC, due on 22 May 2026, is not paid.\",\"£800.00 of your contribution was due and is not in the account.\",\"Nothing was spent on “Safe at home”, and nothing is noted about it.\"],\"explanations\":[],\"corrections\":[],\"late_changes\":[]}","digest":"b84e3d7043a570d447a98f35045f88b22e3b0e7c0e9a57d4a080a51fc6f692bb","document_id":2,"bundle_id":null,"signature_id":1,"locked_at":"2026-07-06 19:30:00.000000","amends_id":null,"sent_on":null,"sent_how":"","sent_by":"","answered_on":null,"answer":"","id":1}}]','9ff9cc1bc671e66f011d4e1fde4a2ea0','73face57728c3b85cc36188cd09e3bb804492dda4bd87118cac89aedc31fc97a',0,36);
INSERT INTO "change" VALUES(21,'timesheet','[{"id":2,"before":null,"after":{"worker_id":2,"start":"2026-04-06","end":"2026-05-03","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":2}}]','a32d6f65ccc1ba9a43bc9692bdabdd73','05201127901a894e5d885e1d963bc8138e814d5952e77be9f32f2e117f44eb31',0,37);
INSERT INTO "change" VALUES(21,'shift','[{"id":6,"before":null,"after":{"timesheet_id":2,"day":"2026-04-06","start":"09:00:00.000000","end":"12:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":6}}]','cd8ffcaf7f4747349b162884a9bdba93','f2072c411fa7a4ec2888b9e0170b957dcdd216c0fed2524ef616e5bcb4bfe288',0,38);
INSERT INTO "change" VALUES(22,'shift','[{"id":7,"before":null,"after":{"timesheet_id":2,"day":"2026-04-06","start":"14:00:00.000000","end":"16:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":7}}]','6b0032c02db033aadf61295e1b0fab1b','6808359d13a41cef93052bdad175d4e776885c40ae697e7730b979e01cd0bccd',0,39);
INSERT INTO "change" VALUES(23,'shift','[{"id":7,"before":{"timesheet_id":2,"day":"2026-04-06","start":"14:00:00.000000","end":"16:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"id":7},"after":null}]','061fabbd297750c9e63e3b1d9c009536','fa9cc17dd1838fd9b24bf823c7a8f70d5c11b450fa68ae9cdafd695db1041f40',0,40);
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
INSERT INTO "proof" VALUES('093ca43128d39b0b0dcdd63aa2aa730088b2b247361e745fb39c812b067b102e','image/png',111,'receipt','till',NULL,NULL,'2026-07-06','','181d9e6c123dd2f7302a01cdb3acc32a703b11a16f1da22318b2b88db597c3ab','',1);
INSERT INTO "proof" VALUES('69ec43f0cda8416e7e4d11524993bef196f2b452d11cbcebcb70ad3ed831c798','application/pdf',41899,'worker_paper','Return 6 April 2026 to 30 June 2026','2026-07-06',NULL,'2026-07-06','','','',2);
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
INSERT INTO "task_done" VALUES('Set up the book','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,1,'1e557110a557aed00d6012c40a130d92','35eec364ffb9baf7b37c67b57704cabfa40cf5d4ddf47a6432efa8a438627c06','1de171d9b3684a8ee2556a98867a4b7af6fa379ea3db8d1b45ea32c684b8b52f',1);
INSERT INTO "task_done" VALUES('Add an insurance','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'2bb9251754d95b623bc79c338d520b36','2c70672ce7c3b9f0696c8ec0cbcbb3455b807912495e68ad58f67f890d3d9adc','6d39dce67995ede323ce3f2ecb0d9f711eb8bfabb1c6a348b86dfe1f4d80f240',2);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'05c1879e23fde0e858ee04b2b4a72fc6','6fc8cdf979c2f2f1dd61d452f45ff7b41f141b21453a0d7bb219f02c6cd4f080','44a5fe44efe8bc9fe6aa319006978d8f152860a3b4dd110301f5f68c4b10f59f',3);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'e6c8da5cb3c425eb97228d51fddf60e8','d0fc93a09eb7f4bad360d3cb9f3dc788572e97d9314811dd6fb795c14ba7943e','08d58ef38f1a95641d171ecb7fc0d1123c32b5b40653b5cbc7db5c64fb9ceee2',4);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'9daf56c0c4c242c1540caeb48b9222e1','313d7fcdcf376e876788c003e4c6e456134932ac0b6a6382ec1113f6de943d48','14f8795e8e623da3ba23ad4f47aa98cec498eafc1229112d415353bf98eeca1f',5);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'6aa547eac9a12c6a2f7fdad6478c5353','06fe990e3dcaf8b494bbaf43153ceb430761860dd349b304a5f8f21d036b46d5','a6ff640adb8f18f705bca6b21b67ac8ba4a285b8ea39a5648f0ae1d12b974261',6);
INSERT INTO "task_done" VALUES('Change how to reach a worker','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'233d58e5ca32e3983fa7e9ce457a072d','e1ebfb6c1642ea50d26537bf85111e6bc9a412985aec1ce46503d95c54bbd0b2','c72eeb3234e10f16d5b1140d17c01a26622e442346d2b7cf07220d6e764b95b9',7);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'d1a7a9d11696b3c208907fdfa1529169','43c4b5c9f25775a6cf121b412ed8612aa79a682f2882a247d6ecefd84dacb185','e5cd1a871dcb971159ad5cdbca627288f435ae5a5da61554d7d8bd855bd79ee5',8);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'dd07d5b4158444ec29534555b08edeff','aa76dc9855f4a8e428454434840268331f315025d430b1a8f81d503c97755b5f','8425a8771504fa60bc301d27c02490076d60f596243ba7807c322f692dfad7e0',9);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'7959f637c825c49bf6bb8b5f4cb0bc96','1f0527cdb7fa65e5ec65a3254882f853fdd14d16d539e7b908c6c4cc574e1992','e37585a35c934d4fe5b57682a1872772eb740d966068e74afa21880a4dd3a3c6',10);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'2afcde0e3a8f32e8894efb6ea0a0afa8','9cdbf387759898a6fa39ff075cec57bfe8632116399d50b58bbc676eaeef4498','c216e8a1c89dc2c7cbf44506cb4004adddc7743ae4fe5a1afc425b6a0b540eee',11);
INSERT INTO "task_done" VALUES('Change how to reach a worker','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'efa400de9bd13ada42aad061ccbe8915','c5f91d943aa4a49041d3d439498c7dec8bc6369abea754d3fdbe8c8d2df4a619','1f5575433d4e5f637af8c8844697c277f4b439e57a1c59ef5a4ed89f4cc62a72',12);
INSERT INTO "task_done" VALUES('Record 5 shifts of Ada Lovell','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'e45e3ee6c2cfba3cbcbbda91165eedf5','16e2300ed77894ca285b69e34586926ba487596c30c8fe87146f0e3563ca24f1','96b2fce7493c1751f15c0d9bd9e0c965c76980bc0866d4193ed46a701230af80',13);
INSERT INTO "task_done" VALUES('Approve the timesheet of Ada Lovell','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'075785df2fea2e7d20211d6ff9bc5832','569a6178eb32c248a580b11c74c37f9cfcf5fbb89bcd188ff4f554de921f1358','e5b80d2e1426607b79b15f1b81f471433d8b8750a2ebae5ceb50d76f43597984',14);
INSERT INTO "task_done" VALUES('Run pay','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'8189dab6c2015c35e4899431fc91392f','1618b587e88d1dc63ff2942c852df274118200faba90535fb3d164ba8fd114f2','f900efaaafeb0d425f82fcd6dedb77cf675800ddef2370a388bb24c2884f0b49',15);
INSERT INTO "task_done" VALUES('Import a statement of Direct payment account','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'ffd7dcb4eae6df75611560880c1e0193','9af3c6c0022f7a570e0c9db553fd7c16a9dc2c5d8379d3c40487a828194fa9cc','af049a8a781f76cabcba1b748160cc366e5ff39aa61e3e205734e37b2a56a765',16);
INSERT INTO "task_done" VALUES('Add a payment by hand','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'6cbcb09507bbc8f13f0059098f6d662a','8cde939ab8410a1a8167759ef1f2084084a0826d62c0baf9d1cc49c0d9846be2','936282e8811ac78a182bf0e36079a6e668a9b1c8a68bb97bd07a9d71bf4f67c4',17);
INSERT INTO "task_done" VALUES('Add a receipt','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'cea835312fa179dde64bbce73263e89c','a7103f1d248d796f820bcac547d295d6220492746e84741c6c5acf7e5ba7e1a8','3cfefd2bb31c30a4a5c5f617b276948dd707efcbfa70f8a69f4bee2fe3bd39f5',18);
INSERT INTO "task_done" VALUES('Say what 1 payment was for','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'33e8884d4e2980d6284eff60e89dc5f3','3a5055b2f82b69c8fc82ccd5bb177b131b0dd0f8a54b9b25f0d2ab9268f551b2','9cde0d0ae1d3ed94ce29ff3a68d5ee6f1c2aff2114fdafa9cc9af602c7337fe6',19);
INSERT INTO "task_done" VALUES('Sign the return','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'124309022ada2ed19490f53ecefe0e03','db2ced65a042daf4a28018d3c17fa18acf112c9e65a044b6c72cbea4246faefe','32e9d5429480da72ef216795251e20c9495835f39f8ed5fdaa0ac7e409d923f9',20);
INSERT INTO "task_done" VALUES('Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'db3df7237e928fa1d0454d83648832f7','037b4a613c58b5f7b488b56ae48e42eb167b6476d6fbdac08b410069470e70c3','ba9d6bcb267fa26ccd4e3d5aa18e13515734a4f64d86b4b97ec51c4b62eb89b6',21);
INSERT INTO "task_done" VALUES('Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',NULL,1,0,'567f953c40d58deb74f666030154c9dd','d4ce9135e6d8cabc38b91f1f32599be8ab909834735d581444131db05b6df557','29eeac72855c44a0a13b7b7850014d5fd5bac736409f251a2b12595458d9345c',22);
INSERT INTO "task_done" VALUES('Undo: Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',22,0,0,'38466c55c585c6919caeacb8a4390f81','b0ddf195e54d5706769dcd615a43264fdcb59c577047e3b10ca1948ce67219ee','af0d421268ac1f1f6d4f7d47bf420715f74d0fecae4f6c09fe4c1b9fd0ea3c92',23);
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
CREATE INDEX ix_holiday_request_worker_id ON holiday_request (worker_id);
CREATE INDEX ix_holiday_request_start ON holiday_request (start);
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
CREATE INDEX ix_rota_change_day ON rota_change (day);
CREATE INDEX ix_rota_change_worker_id ON rota_change (worker_id);
CREATE INDEX ix_check_worker_id ON "check" (worker_id);
CREATE INDEX ix_policy_until ON policy (until);
CREATE INDEX ix_policy_worker_id ON policy (worker_id);
CREATE INDEX ix_status_answer_worker_id ON status_answer (worker_id);
CREATE INDEX ix_worker_paper_worker_id ON worker_paper (worker_id);
CREATE INDEX ix_agreed_service_agreement_id ON agreed_service (agreement_id);
CREATE INDEX ix_agreed_cost_agreement_id ON agreed_cost (agreement_id);
CREATE INDEX ix_shift_timesheet_id ON shift (timesheet_id);
CREATE INDEX ix_shift_day ON shift (day);
CREATE INDEX ix_transaction_import_id ON "transaction" (import_id);
CREATE INDEX ix_transaction_day ON "transaction" (day);
CREATE INDEX ix_payslip_pay_run_id ON payslip (pay_run_id);
CREATE INDEX ix_payslip_pay_date ON payslip (pay_date);
CREATE INDEX ix_payslip_worker_id ON payslip (worker_id);
CREATE INDEX ix_return_paper_return_id ON return_paper (return_id);
CREATE INDEX ix_late_change_return_id ON late_change (return_id);
CREATE INDEX ix_rota_shift_pattern_id ON rota_shift (pattern_id);
CREATE INDEX ix_proof_link_proof_id ON proof_link (proof_id);
CREATE INDEX ix_proof_link_transaction_id ON proof_link (transaction_id);
CREATE INDEX ix_pay_line_payslip_id ON pay_line (payslip_id);
CREATE INDEX ix_pay_extra_payslip_id ON pay_extra (payslip_id);
CREATE INDEX ix_pay_item_payslip_id ON pay_item (payslip_id);
CREATE INDEX ix_pay_item_timesheet_id ON pay_item (timesheet_id);
CREATE INDEX ix_pay_item_worker_id ON pay_item (worker_id);
CREATE INDEX ix_expected_payment_due ON expected_payment (due);
CREATE INDEX ix_expected_payment_payslip_id ON expected_payment (payslip_id);
CREATE INDEX ix_expected_payment_invoice_id ON expected_payment (invoice_id);
CREATE INDEX ix_payment_tie_transaction_id ON payment_tie (transaction_id);
CREATE INDEX ix_payment_tie_other_id ON payment_tie (other_id);
CREATE INDEX ix_pocket_payment_cash_id ON pocket_payment (cash_id);
CREATE INDEX ix_pocket_payment_repaid_id ON pocket_payment (repaid_id);
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
