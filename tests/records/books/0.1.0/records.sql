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
INSERT INTO "change" VALUES(1,'funder','[{"id":1,"before":null,"after":{"rules":"generic","name":"Northshire County Council","reference":"0055501","last_review":null,"next_review":null,"own_rules":"","opening_part":null,"id":1}}]','4f720ca6eb7f039ca93f715d5f1fba34','e5367ff0d5c3d6af2bf8029db8ab44972fef317c8ad98480bf78112889c91747',0,1);
INSERT INTO "change" VALUES(1,'outcome','[{"id":1,"before":null,"after":{"name":"Safe at home","description":"","id":1}}]','f9f5071f108df6d8925a9330f16846f7','2bbfa064ed36a8d4eb7f60b53ae55e1614e258536d15eca26afd77bdf6c0c462',0,2);
INSERT INTO "change" VALUES(1,'person','[{"id":1,"before":null,"after":{"name":"Sam Rivers","address":"7 Elm Court, Northshire NS9 9ZZ","date_of_birth":null,"phone":"","email":"","id":1}},{"id":2,"before":null,"after":{"name":"Jo Rivers","address":"","date_of_birth":null,"phone":"","email":"","id":2}}]','04af739a5f41eb7a6bff6170f3c14eff','b0c30cb95f0b25cece8132cf7f60ae7962a29c247472a676d1ebedd403558f78',0,3);
INSERT INTO "change" VALUES(1,'account','[{"id":1,"before":null,"after":{"name":"Direct payment account","kind":"bank","last_four":"5678","opening_balance":100000,"opening_date":"2026-04-06","id":1}},{"id":2,"before":null,"after":{"name":"Prepaid card","kind":"card","last_four":"","opening_balance":0,"opening_date":"2026-04-06","id":2}}]','e56c63cbfd292a5dd7e538b2f3c60545','8ddfbdc6a8138e5f8b56b68f8067f67ba8383dfe4e67454c17c85200a68f3c1f',0,4);
INSERT INTO "change" VALUES(1,'agreement','[{"id":1,"before":null,"after":{"funder_id":1,"from_date":"2026-04-06","weekly_amount":40000,"weekly_contribution":5000,"paid_every":"four-weekly","paid_in":"advance","contribution_collected":"paid-in","surplus_weeks":"8.00","return_days":28,"first_payment":null,"funding_rule":"fixed","contingency":0,"id":1}}]','80b9ad61144e29e2d5e910ffec22f8d2','d4e61fab1f3018cea9d8549a360088e0d851cb9f9ccf98aafaa0d0bece1dbe38',0,5);
INSERT INTO "change" VALUES(1,'arrangement','[{"id":1,"before":null,"after":{"recipient_id":1,"manager_id":2,"employer_id":1,"manager_role":"nominated","nation":"england","paye_reference":"","accounts_office_reference":"475PX00999999","hmrc_paid":"monthly","employment_allowance":1,"care_is_at_home":null,"care_is_for_you_or_family":null,"needs_care":null,"files_alone":null,"bureau_day_of_month":null,"bureau_days_before":null,"id":1}}]','de31bd6ba873d6d2f7ecd4e61bb906c7','7c68e88b519a2d4a06c62c5737686366fe6a1758774a0b10773edf96ce747b2c',0,6);
INSERT INTO "change" VALUES(1,'worker','[{"id":1,"before":null,"after":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1}},{"id":2,"before":null,"after":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2}},{"id":3,"before":null,"after":{"name":"Brook Day Club","kind":"agency","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"day_opportunities","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"","tax_basis":"cumulative","ni_category":"","pay_frequency":"","first_period_start":null,"pay_day_after":0,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":3}}]','602ac25f82db4401f58e02a9b1ad41c1','720927490e38046e98e94fafffbfd132b1d64124cd42d083ad8883c61ffc038a',0,7);
INSERT INTO "change" VALUES(1,'pay_rate','[{"id":1,"before":null,"after":{"worker_id":1,"hour_kind":"weekday","from_date":"2026-04-06","amount":1280,"service_type":"","id":1}},{"id":2,"before":null,"after":{"worker_id":1,"hour_kind":"saturday","from_date":"2026-04-06","amount":1400,"service_type":"","id":2}},{"id":3,"before":null,"after":{"worker_id":1,"hour_kind":"sleep_in","from_date":"2026-04-06","amount":6000,"service_type":"","id":3}},{"id":4,"before":null,"after":{"worker_id":2,"hour_kind":"weekday","from_date":"2026-04-06","amount":1271,"service_type":"","id":4}},{"id":5,"before":null,"after":{"worker_id":2,"hour_kind":"weekday","from_date":"2026-04-20","amount":1350,"service_type":"","id":5}}]','a8ae2864f8f81c141bfa5e5786586ba0','832bfd8342e35dcecc1fa6542e8b652ca3ac99d421637fe4c58c461b00e3cda3',0,8);
INSERT INTO "change" VALUES(2,'policy','[{"id":1,"before":null,"after":{"kind":"employers_liability","insurer":"Fishbourne Mutual","number":"EL 900210","from_date":"2026-04-01","until":"2028-04-05","worker_id":null,"proof_id":null,"id":1}}]','053481bdbf50595bca91e9e330d3797b','da4ae4bbb76588cacaaee201ff15b754bb8ba346876c80412014bbac05b53543',0,9);
INSERT INTO "change" VALUES(3,'check','[{"id":1,"before":null,"after":{"worker_id":1,"kind":"right_to_work","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"British passport","proof_id":null,"id":1}}]','62fc91f92a5eb631aa740d0af7a45fbf','1a0cd9a1b6685e1540ea757405e8fb147fd096759efd86c1cbb7d5abf8d80680',0,10);
INSERT INTO "change" VALUES(4,'check','[{"id":2,"before":null,"after":{"worker_id":1,"kind":"dbs","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"enhanced_barred","number":"001900000017","update_service":0,"issued_on":"2026-03-18","until":null,"again_on":null,"note":"","proof_id":null,"id":2}}]','9346b2833277bcdaf023b4da01b8add5','7442654dcf31d2670ea6f06bb8b78520626e1476258a175b3b8ec868fb7cbe97',0,11);
INSERT INTO "change" VALUES(5,'check','[{"id":3,"before":null,"after":{"worker_id":1,"kind":"reference","name":"Northshire Day Centre","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":3}}]','0a354e6daac3e143844b9665851eceac','e458ddabb3c0158218bd0c1f35bfb2bcec92492be5f4beaebcf2d05e194f13bc',0,12);
INSERT INTO "change" VALUES(6,'check','[{"id":4,"before":null,"after":{"worker_id":1,"kind":"reference","name":"Dr Lena Marsh","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":4}}]','706e32c276226ddb6144cdd2ce9a33ad','69e492a239c1ebe402f1649cb242158ca819c3768f5d733a529e7ba8dea66d1e',0,13);
INSERT INTO "change" VALUES(7,'worker','[{"id":1,"before":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1},"after":{"name":"Ada Lovell","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","pay_frequency":"weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"01632 960010","email":"","emergency_name":"Jonah","emergency_phone":"01632 960011","role":"Personal assistant","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":1}}]','b45202bb851f7945f32ba49825266861','7487d3ec4aee7f458ff41b4829fd6122e9590e4723a19929227d551e196e6c5f',0,14);
INSERT INTO "change" VALUES(8,'check','[{"id":5,"before":null,"after":{"worker_id":2,"kind":"right_to_work","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"British passport","proof_id":null,"id":5}}]','9612529964a503d8ab64a1b0b02956ad','52624a90e7d2838abcae84a932a99ec014ac759fd7afeafcdd150db44551d210',0,15);
INSERT INTO "change" VALUES(9,'check','[{"id":6,"before":null,"after":{"worker_id":2,"kind":"dbs","name":"","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"enhanced_barred","number":"001900000017","update_service":0,"issued_on":"2026-03-18","until":null,"again_on":null,"note":"","proof_id":null,"id":6}}]','387dc2976cf7757e2b7eac5895b496be','87d0bee54379ae1469e03ee166667a98aa1f19a8e31b33ae30dd53b8bd84c345',0,16);
INSERT INTO "change" VALUES(10,'check','[{"id":7,"before":null,"after":{"worker_id":2,"kind":"reference","name":"Northshire Day Centre","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":7}}]','b95d83e065cb8aef56541ca80b17e01a','fef342c06edde49d4dd82e56056596965631b696d817b34a4d3f6c2983daab7b',0,17);
INSERT INTO "change" VALUES(11,'check','[{"id":8,"before":null,"after":{"worker_id":2,"kind":"reference","name":"Dr Lena Marsh","state":"seen","reason":"","seen_on":"2026-04-01","seen_by":"Jo Rivers","level":"","number":"","update_service":0,"issued_on":null,"until":null,"again_on":null,"note":"","proof_id":null,"id":8}}]','244def26c9e1d1e8ed7ef65619aaa988','bde5840cf4bf0904edfe688ea952bb74839064eebc9412610e04362037e6426e',0,18);
INSERT INTO "change" VALUES(12,'worker','[{"id":2,"before":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"","email":"","emergency_name":"","emergency_phone":"","role":"","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2},"after":{"name":"Ben Okoro","kind":"employed","address":"","reference":"","start_date":"2026-04-06","end_date":null,"service_type":"personal_care","payroll_number":"","date_of_birth":null,"ni_number":"","tax_code":"BR","tax_basis":"cumulative","ni_category":"A","pay_frequency":"four-weekly","first_period_start":"2026-04-06","pay_day_after":4,"previous_tax_year":"","previous_pay":0,"previous_tax":0,"starter_statement":"","has_other_job":null,"has_other_pension":null,"holiday_method":"accrued","weekly_hours":null,"days_a_week":null,"working_days":"","leave_year_start":null,"home_nightly_charge":null,"payroll_by":"own","phone":"01632 960010","email":"","emergency_name":"Jonah","emergency_phone":"01632 960011","role":"Personal assistant","drives":0,"relation":"","lives_here":0,"consent_on":null,"opted_out_48":null,"rounds_to_minutes":0,"utr":"","registration":"","p45_given_on":null,"notice_given_on":null,"notice_by":"","id":2}}]','ee447dfe0423c614a4be3562e13944fd','4486f3743866b91a14e05082b2283507c905aff997571aa451ebdb861ed050d8',0,19);
INSERT INTO "change" VALUES(13,'timesheet','[{"id":1,"before":null,"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":1}}]','0ebe53398541d66675a6c4e79511ba03','f0df1c8478acd0955bba8ae8531fdddeee91dffe69628a0b6cfb09dabeb4631f',0,20);
INSERT INTO "change" VALUES(13,'shift','[{"id":1,"before":null,"after":{"timesheet_id":1,"day":"2026-04-06","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"service_type":"","id":1}},{"id":2,"before":null,"after":{"timesheet_id":1,"day":"2026-04-07","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"service_type":"","id":2}},{"id":3,"before":null,"after":{"timesheet_id":1,"day":"2026-04-08","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"service_type":"","id":3}},{"id":4,"before":null,"after":{"timesheet_id":1,"day":"2026-04-09","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"service_type":"","id":4}},{"id":5,"before":null,"after":{"timesheet_id":1,"day":"2026-04-10","start":"09:00:00.000000","end":"15:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"service_type":"","id":5}}]','c2470bc9501fcfa42fa838b436178338','e9cc92e7d393444701f82ef3030fb935ad68d4aaa2074393d5d88c148a6bad1c',0,21);
INSERT INTO "change" VALUES(14,'timesheet','[{"id":1,"before":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":1},"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"approved","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1}}]','ea3355110023c298b1758fde5f89127f','7be0e348782028ace5d31f66d8ce18c46ba8bd081d1f17acc13fa9f512a38d2c',0,22);
INSERT INTO "change" VALUES(15,'pay_run','[{"id":1,"before":null,"after":{"made_on":"2026-07-06","id":1}}]','4850e3cbf1503abf9d1fadd96e9ea2aa','16b42a9f39ff2e5f698fe31c9a366d4f192502b0dd8e18a2e957845bf982dbaa',0,23);
INSERT INTO "change" VALUES(15,'payslip','[{"id":1,"before":null,"after":{"pay_run_id":1,"worker_id":1,"timesheet_id":1,"correction":0,"start":"2026-04-06","end":"2026-04-12","pay_date":"2026-04-16","frequency":"weekly","tax_year":"2026-27","tax_period":2,"tax_code":"1257L","tax_basis":"cumulative","ni_category":"A","gross_pay":38400,"income_tax":0,"employee_ni":1136,"employer_ni":4320,"taxable_pay":38400,"not_for_ni":0,"student_loan":0,"postgraduate_loan":0,"employee_pension":0,"employer_pension":0,"late_employee_pension":0,"late_employer_pension":0,"late_pension_on":null,"net_pay":37264,"gross_to_date":38400,"tax_pay_to_date":38400,"tax_to_date":0,"employee_ni_to_date":1136,"employer_ni_to_date":4320,"made_by":"own","proof_id":null,"steps":"[{\"label\": \"Least pay at the highest rate, as the age is not known, for a pay period that starts on 6 April 2026\", \"sum\": \"30 x 12.71 = 381.30\", \"source\": \"GOV.UK minimum wage calculator (alphagov/smart-answers@6fb9aab, config/smart_answers/rates/minimum_wage.yml)\", \"about\": \"minimum_wage\"}, {\"label\": \"Pay that counts: at the basic rate, without holiday pay and expenses\", \"sum\": \"384.00 = 384.00\", \"source\": \"National Minimum Wage Regulations 2015 (SI 2015/621): https://www.legislation.gov.uk/uksi/2015/621\", \"about\": \"minimum_wage\"}, {\"label\": \"The minimum wage is met\", \"sum\": \"384.00 is not below 381.30\", \"source\": \"\", \"about\": \"minimum_wage\"}, {\"label\": \"Tax-free pay in a week for code 1257L\", \"sum\": \"(257 x 10 + 9) / 52 = 49.60; 49.60 + 2 x 96.16 = 241.92\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"For the weeks that count\", \"sum\": \"241.92 x 2 = 483.84\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"Taxable pay, cut to whole pounds\", \"sum\": \"384.00 - 483.84 = -99.84; 0\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"No tax: nothing is taxable\", \"sum\": \"0.00\", \"source\": \"HMRC, Specification for PAYE Tax Table Routines, v24.0: https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt\", \"about\": \"income_tax\"}, {\"label\": \"Employee''s National Insurance, letter A\", \"sum\": \"above 242: 142.00 x 8% = 11.36\", \"source\": \"Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: https://www.legislation.gov.uk/uksi/2001/1004/regulation/12\", \"about\": \"employee_ni\"}, {\"label\": \"Employer''s National Insurance (not taken from pay)\", \"sum\": \"above 96: 288.00 x 15% = 43.20\", \"source\": \"Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: https://www.legislation.gov.uk/uksi/2001/1004/regulation/12\", \"about\": \"employer_ni\"}, {\"label\": \"Net pay: gross pay less income tax and employee''s National Insurance\", \"sum\": \"384.00 - 0.00 - 11.36 = 372.64\", \"source\": \"\", \"about\": \"net_pay\"}]","id":1}}]','2c0d1cc02d8a5aa14fe65e7ab9a0da48','1e2130ee2e7c916ba1a06925874918d9569015343e9598f84452193ebc93bdfa',0,24);
INSERT INTO "change" VALUES(15,'pay_line','[{"id":1,"before":null,"after":{"payslip_id":1,"kind":"weekday","quantity":"30","rate":"12.80","amount":38400,"by_the_night":0,"id":1}}]','9f011a78e346e4f9e4c649c7578be890','68dc76a77c61e95dde550fbe5e9a9f9fcf86010cd9708793ecebc3b8df6d8d0b',0,25);
INSERT INTO "change" VALUES(15,'expected_payment','[{"id":1,"before":null,"after":{"kind":"wage","payee":"Ada Lovell","due":"2026-04-16","amount":37264,"payslip_id":1,"invoice_id":null,"start":null,"end":null,"steps":"[]","id":1}},{"id":2,"before":null,"after":{"kind":"hmrc","payee":"HMRC","due":"2026-05-22","amount":1136,"payslip_id":null,"invoice_id":null,"start":"2026-04-06","end":"2026-05-05","steps":"[{\"label\": \"Income tax on pay paid from 6 Apr 2026 to 5 May 2026\", \"sum\": \"0.00\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employees'' National Insurance\", \"sum\": \"11.36\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employer''s National Insurance\", \"sum\": \"43.20\", \"source\": \"\", \"about\": \"\"}, {\"label\": \"Employment Allowance used, of what is left of it this year\", \"sum\": \"43.20 of 10,500\", \"source\": \"HMRC, NIM06520: https://gov.uk/hmrc-internal-manuals/national-insurance-manual/nim06520\", \"about\": \"\"}, {\"label\": \"Due to HMRC\", \"sum\": \"0.00 + 11.36 + 43.20 - 43.20 = 11.36\", \"source\": \"HMRC, DMBM520055: https://www.gov.uk/hmrc-internal-manuals/debt-management-and-banking/dmbm520055\", \"about\": \"\"}]","id":2}}]','18c551e2550878d04163d1ace153b910','39479e469c6977ceed6f91feba79b8637739abda588ea78db342a366d4f7b0d6',0,26);
INSERT INTO "change" VALUES(15,'timesheet','[{"id":1,"before":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"approved","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1},"after":{"worker_id":1,"start":"2026-04-06","end":"2026-04-12","state":"paid","approved_on":"2026-07-06","approved_by":"Jo Rivers","corrected_on":null,"signature_id":null,"id":1}}]','74bf12284a875e1a3b7b443e4fa2df9a','6ac0bf3e59e8ba11ee5497e4f5e91f13efccc1fc6759fd267366b5ca76f0accd',0,27);
INSERT INTO "change" VALUES(16,'statement_import','[{"id":1,"before":null,"after":{"account_id":1,"format":"lloyds","imported_at":"2026-07-06 19:30:00.000000","first_day":"2026-04-06","last_day":"2026-04-18","closing_balance":220350,"id":1}}]','3fcbb04ffecd3ab32eacebd7dae6c5ad','09c20161af7840d12c9c60d73c00031a125731f24331e6cf672e790817d8e844',0,28);
INSERT INTO "change" VALUES(16,'transaction','[{"id":1,"before":null,"after":{"account_id":1,"day":"2026-04-06","position":0,"description":"Northshire County Council","amount":160000,"bank_type":"FPO","bank_balance":260000,"import_id":1,"fingerprint":"5f3575cefe52a5e842b5e963fc3db69b","nth":0,"presented_on":"2026-04-06","no_proof_reason":"","cheque":"","id":1}},{"id":2,"before":null,"after":{"account_id":1,"day":"2026-04-16","position":1,"description":"Ada Lovell","amount":-38400,"bank_type":"FPO","bank_balance":221600,"import_id":1,"fingerprint":"eaf5bbaf5b6e821e6747b7aec4901816","nth":0,"presented_on":"2026-04-16","no_proof_reason":"","cheque":"","id":2}},{"id":3,"before":null,"after":{"account_id":1,"day":"2026-04-18","position":2,"description":"Vale Taxis","amount":-1250,"bank_type":"FPO","bank_balance":220350,"import_id":1,"fingerprint":"c6a1b8046631714dc4f27268670e7bdd","nth":0,"presented_on":"2026-04-18","no_proof_reason":"","cheque":"","id":3}}]','34f81dfd6e63ce97bda8fd66983cd2b4','82c461bd24befc45547512555a0f00b227f5028ab97bfc4d527232d8a7c11339',0,29);
INSERT INTO "change" VALUES(16,'proof','[{"id":1,"before":null,"after":{"sealed_name":"74ba4641bca04759a79e6ccb5ebb6d36bc7df73c8c9789f45244e3c139d35cdd","media_type":"text/csv","size":320,"kind":"kept_paper","title":"Statement of Direct payment account, 6 Apr 2026 to 18 Apr 2026","day":null,"amount":null,"added_on":"2026-07-06","number":"","original":"700f6f6ce4f0fb1a71eae52182fd582e4a9238281f17cadbd7244437d5b6433b","look":"","id":1}}]','38b7ad7644b696c77102a56672756a5f','11d5bc265e6210eba40b947997e90c56db3d9dabda7aa89a4bdcc756f31b9aa5',0,30);
INSERT INTO "change" VALUES(16,'statement_paper','[{"id":1,"before":null,"after":{"account_id":1,"proof_id":1,"first_day":"2026-04-06","last_day":"2026-04-18","import_id":1,"id":1}}]','6cafe23ff74b2339fca8b48c72afbcff','1de2aed41c70ebe1fe844e1bb553fa34e2bf27674acbc76c4a1db741b47dd8a9',0,31);
INSERT INTO "change" VALUES(17,'transaction','[{"id":4,"before":null,"after":{"account_id":1,"day":"2026-05-04","position":0,"description":"Brook Farm Shop","amount":-420,"bank_type":"","bank_balance":null,"import_id":null,"fingerprint":null,"nth":null,"presented_on":null,"no_proof_reason":"","cheque":"","id":4}}]','716fdc5fae59ba1d16d8d729df9eb69c','26f3ed9a7a49f1bb123bb2fe7eb0c58856dff077a3553369ba93151b34702852',0,32);
INSERT INTO "change" VALUES(18,'proof','[{"id":2,"before":null,"after":{"sealed_name":"0810bb2a58118cb7f913af5f0ce13788111b8fa9dad84dabb3a2ab5321dd60db","media_type":"image/png","size":111,"kind":"receipt","title":"till","day":null,"amount":null,"added_on":"2026-07-06","number":"","original":"181d9e6c123dd2f7302a01cdb3acc32a703b11a16f1da22318b2b88db597c3ab","look":"","id":2}}]','1ec3fb26d86027ec4a8fa70377fd0b25','ee02cbe57e08e344f08ea1ecc4972f74fb76cf6d8483c71709d4ed96eb5d3f06',0,33);
INSERT INTO "change" VALUES(18,'proof_link','[{"id":1,"before":null,"after":{"proof_id":2,"transaction_id":4,"amount":null,"id":1}}]','b56202eb0a7becae7413202ab6d83dc0','5e2d8bd58bef4bbe3a8aa9727b448856f821c49a2ccb7b46c41df7a37a119753',0,34);
INSERT INTO "change" VALUES(19,'split','[{"id":1,"before":null,"after":{"transaction_id":4,"amount":-420,"category":"mileage","service_type":"","outcome_id":null,"worker_id":null,"expected_payment_id":null,"note":"","id":1}}]','f5b720a5ba8311ade79a40e02ebfeb60','8635fce09809cf594ed8783de4003762ae8eb20a23a3d4382c0da4f06284632b',0,35);
INSERT INTO "change" VALUES(20,'proof','[{"id":3,"before":null,"after":{"sealed_name":"2a523bb216991ee7d7232fe26ef430c26beac96e5801b2a27d80cb8bd371ff2d","media_type":"application/pdf","size":41899,"kind":"kept_paper","title":"Return 6 April 2026 to 30 June 2026","day":"2026-07-06","amount":null,"added_on":"2026-07-06","number":"","original":"","look":"","id":3}}]','55e592bd913b0bef8fb195d0cc577844','2f115cf98d6e820445eb493c5fe140c552a09536fbe534e86d334642c9498b6c',0,36);
INSERT INTO "change" VALUES(20,'signature','[{"id":1,"before":null,"after":{"kind":"typed","name":"Jo Rivers","day":"2026-07-06","strokes":"[]","id":1}}]','fb5d2180edb7473fee4b2c542a94e031','f81e2045431573fbf27548ec1da421d2364b7245641eef69326138171e72260f',0,37);
INSERT INTO "change" VALUES(20,'sent_return','[{"id":1,"before":null,"after":{"funder_id":1,"start":"2026-04-06","end":"2026-06-30","kind":"periodic","due":"2026-07-28","closing":219930,"figures":"{\"funder\":\"Northshire County Council\",\"start\":\"2026-04-06\",\"end\":\"2026-06-30\",\"signed_by\":\"Jo Rivers\",\"signed_as\":\"Nominated person\",\"signed_on\":\"2026-07-06\",\"opening\":\"1000.00\",\"money_in\":\"1600.00\",\"money_out\":\"400.70\",\"closing\":\"2199.30\",\"statement_balance\":null,\"free_balance\":\"1764.10\",\"surplus\":\"0.00\",\"income\":[{\"label\":\"Not yet said\",\"amount\":\"1600.00\"}],\"spending\":[{\"label\":\"Mileage and travel of personal assistants\",\"amount\":\"4.20\"},{\"label\":\"Not yet said\",\"amount\":\"396.50\"}],\"set_aside\":[{\"label\":\"Wages earned and not paid by 30 June 2026\",\"amount\":\"372.64\"},{\"label\":\"HMRC: tax and National Insurance not paid by 30 June 2026\",\"amount\":\"11.36\"},{\"label\":\"Holiday earned and not taken\",\"amount\":\"51.20\"}],\"lines\":[{\"payment\":1,\"account\":\"Direct payment account\",\"day\":\"2026-04-06\",\"description\":\"Northshire County Council\",\"amount\":\"1600.00\",\"parts\":[]},{\"payment\":2,\"account\":\"Direct payment account\",\"day\":\"2026-04-16\",\"description\":\"Ada Lovell\",\"amount\":\"-384.00\",\"parts\":[]},{\"payment\":3,\"account\":\"Direct payment account\",\"day\":\"2026-04-18\",\"description\":\"Vale Taxis\",\"amount\":\"-12.50\",\"parts\":[]},{\"payment\":4,\"account\":\"Direct payment account\",\"day\":\"2026-05-04\",\"description\":\"Brook Farm Shop\",\"amount\":\"-4.20\",\"parts\":[{\"amount\":\"-4.20\",\"category\":\"mileage\",\"service_type\":\"\",\"outcome\":\"\"}]}],\"gaps\":[\"The bank''s balance of Prepaid card on 30 June 2026 is not known. Import the statement, or type in the balance that it shows.\",\"3 payments have no category. Say what they were for.\",\"2 payments out have no proof. Add the papers, or say why there are none.\",\"The bank''s last balance of Direct payment account is of 18 April 2026. Check that nothing came after it, and agree the balance of 30 June 2026.\",\"£11.36 for HMRC, due on 22 May 2026, is not paid.\",\"£800.00 of your contribution was due and is not in the account.\",\"Nothing was spent on “Safe at home”, and nothing is noted about it.\"],\"explanations\":[],\"corrections\":[],\"late_changes\":[]}","digest":"b84e3d7043a570d447a98f35045f88b22e3b0e7c0e9a57d4a080a51fc6f692bb","document_id":3,"bundle_id":null,"signature_id":1,"locked_at":"2026-07-06 19:30:00.000000","amends_id":null,"sent_on":null,"sent_how":"","sent_by":"","answered_on":null,"answer":"","id":1}}]','4a5228de4d448dda3ae8936300969d01','fee7857de57e120544e91555c3f57f96fdea1aca0e1135b345e24b38320a2cd1',0,38);
INSERT INTO "change" VALUES(21,'timesheet','[{"id":2,"before":null,"after":{"worker_id":2,"start":"2026-04-06","end":"2026-05-03","state":"draft","approved_on":null,"approved_by":"","corrected_on":null,"signature_id":null,"id":2}}]','ab13467a7db2b13b750c7585e9e9e911','a111080bc71bf4f4aeab8cf16088d0fd69628d76e6cfe6ecb97d1ce74341c779',0,39);
INSERT INTO "change" VALUES(21,'shift','[{"id":6,"before":null,"after":{"timesheet_id":2,"day":"2026-04-06","start":"09:00:00.000000","end":"12:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"service_type":"","id":6}}]','10ea452a5b3ba19b2da0f757d5103390','6a981a3dec2b677ed8ee3fc2ec8cd48b670a50ee5d9c391d15f5e159b50bf058',0,40);
INSERT INTO "change" VALUES(22,'shift','[{"id":7,"before":null,"after":{"timesheet_id":2,"day":"2026-04-06","start":"14:00:00.000000","end":"16:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"service_type":"","id":7}}]','d7663ecc18894632241b41ac9e84616f','4db72aa1ee797bc246ab33be437f91b3b60f36185c470dca3d010d1b2ac684e2',0,41);
INSERT INTO "change" VALUES(23,'shift','[{"id":7,"before":{"timesheet_id":2,"day":"2026-04-06","start":"14:00:00.000000","end":"16:00:00.000000","break_minutes":0,"woken_minutes":0,"kind":"weekday","note":"","outcome_id":null,"service_type":"","id":7},"after":null}]','c63ac9ef9520d80e1d2e838256091793','255df72aa2d82470303104a0e32de123d421c2b9dea4ababc5212e81a72cea75',0,42);
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
CREATE TABLE ending_tick (
	"key" VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	done_on DATE NOT NULL, 
	done_by VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_ending_tick_key UNIQUE ("key")
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
CREATE TABLE outside_contribution (
	funder_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	amount INTEGER NOT NULL, 
	paid_to VARCHAR NOT NULL, 
	how VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	proof_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_outside_contribution_funder_id_funder FOREIGN KEY(funder_id) REFERENCES funder (id), 
	CONSTRAINT fk_outside_contribution_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
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
	service_type VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_pay_rate_worker_id_worker FOREIGN KEY(worker_id) REFERENCES worker (id)
);
INSERT INTO "pay_rate" VALUES(1,'weekday','2026-04-06',1280,'',1);
INSERT INTO "pay_rate" VALUES(1,'saturday','2026-04-06',1400,'',2);
INSERT INTO "pay_rate" VALUES(1,'sleep_in','2026-04-06',6000,'',3);
INSERT INTO "pay_rate" VALUES(2,'weekday','2026-04-06',1271,'',4);
INSERT INTO "pay_rate" VALUES(2,'weekday','2026-04-20',1350,'',5);
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
INSERT INTO "proof" VALUES('74ba4641bca04759a79e6ccb5ebb6d36bc7df73c8c9789f45244e3c139d35cdd','text/csv',320,'kept_paper','Statement of Direct payment account, 6 Apr 2026 to 18 Apr 2026',NULL,NULL,'2026-07-06','','700f6f6ce4f0fb1a71eae52182fd582e4a9238281f17cadbd7244437d5b6433b','',1);
INSERT INTO "proof" VALUES('0810bb2a58118cb7f913af5f0ce13788111b8fa9dad84dabb3a2ab5321dd60db','image/png',111,'receipt','till',NULL,NULL,'2026-07-06','','181d9e6c123dd2f7302a01cdb3acc32a703b11a16f1da22318b2b88db597c3ab','',2);
INSERT INTO "proof" VALUES('2a523bb216991ee7d7232fe26ef430c26beac96e5801b2a27d80cb8bd371ff2d','application/pdf',41899,'kept_paper','Return 6 April 2026 to 30 June 2026','2026-07-06',NULL,'2026-07-06','','','',3);
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
INSERT INTO "proof_link" VALUES(2,4,NULL,1);
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
	service_type VARCHAR NOT NULL, 
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
	service_type VARCHAR NOT NULL, 
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
INSERT INTO "sent_return" VALUES(1,'2026-04-06','2026-06-30','periodic','2026-07-28',219930,'{"funder":"Northshire County Council","start":"2026-04-06","end":"2026-06-30","signed_by":"Jo Rivers","signed_as":"Nominated person","signed_on":"2026-07-06","opening":"1000.00","money_in":"1600.00","money_out":"400.70","closing":"2199.30","statement_balance":null,"free_balance":"1764.10","surplus":"0.00","income":[{"label":"Not yet said","amount":"1600.00"}],"spending":[{"label":"Mileage and travel of personal assistants","amount":"4.20"},{"label":"Not yet said","amount":"396.50"}],"set_aside":[{"label":"Wages earned and not paid by 30 June 2026","amount":"372.64"},{"label":"HMRC: tax and National Insurance not paid by 30 June 2026","amount":"11.36"},{"label":"Holiday earned and not taken","amount":"51.20"}],"lines":[{"payment":1,"account":"Direct payment account","day":"2026-04-06","description":"Northshire County Council","amount":"1600.00","parts":[]},{"payment":2,"account":"Direct payment account","day":"2026-04-16","description":"Ada Lovell","amount":"-384.00","parts":[]},{"payment":3,"account":"Direct payment account","day":"2026-04-18","description":"Vale Taxis","amount":"-12.50","parts":[]},{"payment":4,"account":"Direct payment account","day":"2026-05-04","description":"Brook Farm Shop","amount":"-4.20","parts":[{"amount":"-4.20","category":"mileage","service_type":"","outcome":""}]}],"gaps":["The bank''s balance of Prepaid card on 30 June 2026 is not known. Import the statement, or type in the balance that it shows.","3 payments have no category. Say what they were for.","2 payments out have no proof. Add the papers, or say why there are none.","The bank''s last balance of Direct payment account is of 18 April 2026. Check that nothing came after it, and agree the balance of 30 June 2026.","£11.36 for HMRC, due on 22 May 2026, is not paid.","£800.00 of your contribution was due and is not in the account.","Nothing was spent on “Safe at home”, and nothing is noted about it."],"explanations":[],"corrections":[],"late_changes":[]}','b84e3d7043a570d447a98f35045f88b22e3b0e7c0e9a57d4a080a51fc6f692bb',3,NULL,1,'2026-07-06 19:30:00.000000',NULL,NULL,'','',NULL,'',1);
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
	service_type VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_shift_timesheet_id_timesheet FOREIGN KEY(timesheet_id) REFERENCES timesheet (id), 
	CONSTRAINT fk_shift_outcome_id_outcome FOREIGN KEY(outcome_id) REFERENCES outcome (id)
);
INSERT INTO "shift" VALUES(1,'2026-04-06','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,'',1);
INSERT INTO "shift" VALUES(1,'2026-04-07','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,'',2);
INSERT INTO "shift" VALUES(1,'2026-04-08','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,'',3);
INSERT INTO "shift" VALUES(1,'2026-04-09','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,'',4);
INSERT INTO "shift" VALUES(1,'2026-04-10','09:00:00.000000','15:00:00.000000',0,0,'weekday','',NULL,'',5);
INSERT INTO "shift" VALUES(2,'2026-04-06','09:00:00.000000','12:00:00.000000',0,0,'weekday','',NULL,'',6);
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
CREATE TABLE statement_paper (
	account_id INTEGER NOT NULL, 
	proof_id INTEGER NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	import_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_statement_paper_account_id UNIQUE (account_id, proof_id), 
	CONSTRAINT fk_statement_paper_account_id_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_statement_paper_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id), 
	CONSTRAINT fk_statement_paper_import_id_statement_import FOREIGN KEY(import_id) REFERENCES statement_import (id)
);
INSERT INTO "statement_paper" VALUES(1,1,'2026-04-06','2026-04-18',1,1);
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
INSERT INTO "task_done" VALUES('Set up the book','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,1,'1b6f02fcab047f68fc419fd002cf02f0','1f77fd89070f2addf064f215c4df8795afc74a521677889cbbe10eaa39fe799c','f478697aca113e6bb06b3031d1b68ee82c72618009ac373ff0ef4b35f0d68ffa',1);
INSERT INTO "task_done" VALUES('Add an insurance','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'a3f25609871b5daa5e3513efc16ab93d','a6ef7ab570738ae2964011d97c9a6b7e99818cb8bc2ec7b3105816c7dd83ada3','b1d73e9b5cbba36ea11703bc82a8f2aaf5c93da063f88884bbf89df10f242501',2);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'097a1842e027e1352d8c2dad32bc6ccc','941bf59a65c6ed66b27759294446bcd54e26ca433f5c570ebd26280504c6846d','f583fde1c317ce5b72e1375c297ad6a6e3d51101e8d6dec3e5f689f92bf0a2a5',3);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'c22e6c56bbcb3f9d7f61f01caded3bd3','0997b37819ee1e668692e111e4568d39b3b20bdba25dd06ac0b1b4ca4cda90ce','af7312c81bbcd0b1037274459caa8d5c0c6e2a73a9c6677998166e1f26669801',4);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'bd15863a9ec9fd4dc3dfb6575913d12a','de1fa79db9880b4dd268995f8fc246ea3337389287fb3aa08f66c4b1c2395ff1','a56643c0490eb3174a6bdd61666954e36f359fd9c00a5b5a3bd5f1ac8a881b75',5);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'3197cd8a798a259d0f64ce823173d325','a28ef104fe9411c817595a07221b8e2986fad1c4cdd665426f19b297d3c0fc24','a0a2daa251e90f1e7df248981bcc0bd36c118698a0e30a8ec5e01045b4333e8c',6);
INSERT INTO "task_done" VALUES('Change how to reach a worker','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'f64f1616242ecbaccb4fbb2875372c5e','e26fa795de96fb4015a7b6cdd94bf96f7414971e91b299ee99dce0ce1f67f521','f7c5a679e343390ff88d4b308d7dac00901db6ccbfa3b9722f72ef2b24890261',7);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'ebfff4a55091d3e3afef953be26af0b8','eeb80ffc55c015ce615947da6b78e7e0a8694a6027f9f8708beca117b0baf99a','6b7ceb833238ce65023f35fb9005ab6acc90ceaa81379e06edc81856017f721d',8);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'836011df313728bae20e6efc17e80185','e0ba9ae5d6ee8877dc9a440519dfce41aecca2b5fa1acf48e1b9f2e51cac9411','4c0a71bc5c12ab6907b7833c10bb56cbac3e3e9dbf1a967dca234260e6414632',9);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'50fd89a2a8c161023d2f342c3a22af05','b1bfe3bfe2a6e2be8404b37c679f29abdad2fd63d2d61f1941c1ac1858bb45a3','7ba62f634f2545e68b86af15dbb794ca47443cec14c6c80ef51dea4bca29565d',10);
INSERT INTO "task_done" VALUES('Note a check','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'671a99b82f420b745f586affd8635245','5cfbb59ded537c8182de1b40eaedfca21ba8e4e9a1244a3339bf483338d960ef','c5c6e045f943a8d8692c46caaf727794021b3b5d7a3f3a90cdb90dbce8031618',11);
INSERT INTO "task_done" VALUES('Change how to reach a worker','Jo Rivers','2026-04-01 19:30:00.000000',NULL,0,0,'eb47dc10abba41e362b1494cc71f47c2','02308645e9369625df2809b9a03ef67383bb18b15b27e0a97cbeb8b14ceead42','c05919d1f1c0cd8f9c639a458ee500a7e3bfd58df6a6b14336a48d67856ebc29',12);
INSERT INTO "task_done" VALUES('Record 5 shifts of Ada Lovell','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'ad0c44fa282f3ae44e7e5ff30cd701fc','0b5d437ee67c27e9a19f4e9d3bbc1a29467e8a193eeaee1471269a1ec97632b5','8021881a16e18cbe256df789189ef8e9eeb9ef4a8a9829e947c87e43efeee2e6',13);
INSERT INTO "task_done" VALUES('Approve the timesheet of Ada Lovell','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'66e49b62cc2aa83b2f415782fe83f2a2','9001fe7ea992fde1eed9b603dfe49ce1340f552b5399798fb42abfde67056909','d59889407ba2fdb81da8d92be40a13785de7644f8c2bf854de84ce98db4afbfb',14);
INSERT INTO "task_done" VALUES('Run pay','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'47ef5c8e949762c2900983c01861ac0a','f76e1c53ece87299bd8ea6333b5c4dc576606032dfd4cf0de88d4fd5b86f357d','383aac8c46da2f17aaccf28f74fb8e13dbe831ae9b5f3f4c5d3eef494c4985f0',15);
INSERT INTO "task_done" VALUES('Import a statement of Direct payment account','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'277292de8a851f0f6c0d8384c2b82e60','28e1f358a2559c8fc45e67eb6e891c415f504d33fab73dc80f49822df3c9308f','e736365b51f619e11e1f0b16c8145e1565c9a54ac3dfebe890000edfb95add62',16);
INSERT INTO "task_done" VALUES('Add a payment by hand','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'2dfb367995a2619026e7638443e86a94','3d4221efb45a72c36fd5697b3282e8ed061883af92f20ce6b2ef9dafcb1fd3af','b5a58976369e88b522eb16f5c6500b85e4a1133e3eacfb064142b4ed1a2e0e16',17);
INSERT INTO "task_done" VALUES('Add a receipt','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'df8ff1b2f5245a104ee7830d66da51c9','915802fb32f66fad9079644776f18579d2be51a39c43cd69eda872834ea9caa7','6ffc7ba67c93ed797afb753cfb97205dae1a1e8525c17dffb74600d437d8cbbe',18);
INSERT INTO "task_done" VALUES('Say what 1 payment was for','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'c1d1beaf7719f08cefd38130d95dbfab','50d3d572b0faf6e71242d30d1e871335f52152976a059e5352389d38a380ba8c','0a213f9e4d6dd18089cc3d305a9a8a20a33a01ebc885539c15123dcf57f8678c',19);
INSERT INTO "task_done" VALUES('Sign the return','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'a931cb9a9952c4ba1b97dbe318b3a23e','1f1ff72f8e25a7f167fd758ce62898fb28ee79b0990001804f8b3d2459cbf695','61dffa6f7073010ffaf8861808b5948ed6eac6dc86f1bff7167f2beb947b9c26',20);
INSERT INTO "task_done" VALUES('Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',NULL,0,0,'5eda23e35be634d377edc0bda3efa441','ddfcb2b85ed231055f7f8cb2b0919a3f073007bf05bcc38c0bcb5bd82b67f346','a00372c27dfaa94793b7c240358ceb792b1260b2d160d079875e8bfcf83e77d1',21);
INSERT INTO "task_done" VALUES('Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',NULL,1,0,'71f472f9e003994689cceaad72130fea','c36d72ff9d74cade04c3ecd8a28a39ba006b912745be429172e42f97454a23fe','254d3a5114b2479b147c2fbb4591c4ef30089837b3d05883dec897d97e862974',22);
INSERT INTO "task_done" VALUES('Undo: Record 1 shift of Ben Okoro','Jo Rivers','2026-07-06 19:30:00.000000',22,0,0,'227b99e70e00aa47366e65ad6d1c3979','9fef2110b2130d2dea6d80dfb47dc9e5f9ade9eb4d4ddf7641a753147ec579e7','76769b110ffe3a0311b3e10f7b6bead2b7a97b5ddfb407902d9f241236cf835b',23);
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
CREATE INDEX ix_outside_contribution_funder_id ON outside_contribution (funder_id);
CREATE INDEX ix_reserve_funder_id ON reserve (funder_id);
CREATE INDEX ix_funding_share_funder_id ON funding_share (funder_id);
CREATE INDEX ix_helper_entry_worker_id ON helper_entry (worker_id);
CREATE INDEX ix_helper_entry_helper_id ON helper_entry (helper_id);
CREATE INDEX ix_change_task_id ON change (task_id);
CREATE INDEX ix_pay_rate_worker_id ON pay_rate (worker_id);
CREATE INDEX ix_tax_code_notice_worker_id ON tax_code_notice (worker_id);
CREATE INDEX ix_ni_letter_worker_id ON ni_letter (worker_id);
CREATE INDEX ix_loan_notice_worker_id ON loan_notice (worker_id);
CREATE INDEX ix_pension_event_worker_id ON pension_event (worker_id);
CREATE INDEX ix_holiday_carried_worker_id ON holiday_carried (worker_id);
CREATE INDEX ix_holiday_request_worker_id ON holiday_request (worker_id);
CREATE INDEX ix_holiday_request_start ON holiday_request (start);
CREATE INDEX ix_absence_first_day ON absence (first_day);
CREATE INDEX ix_absence_worker_id ON absence (worker_id);
CREATE INDEX ix_timesheet_start ON timesheet (start);
CREATE INDEX ix_timesheet_worker_id ON timesheet (worker_id);
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
CREATE INDEX ix_policy_worker_id ON policy (worker_id);
CREATE INDEX ix_policy_until ON policy (until);
CREATE INDEX ix_status_answer_worker_id ON status_answer (worker_id);
CREATE INDEX ix_worker_paper_worker_id ON worker_paper (worker_id);
CREATE INDEX ix_agreed_service_agreement_id ON agreed_service (agreement_id);
CREATE INDEX ix_agreed_cost_agreement_id ON agreed_cost (agreement_id);
CREATE INDEX ix_shift_day ON shift (day);
CREATE INDEX ix_shift_timesheet_id ON shift (timesheet_id);
CREATE INDEX ix_statement_paper_proof_id ON statement_paper (proof_id);
CREATE INDEX ix_statement_paper_import_id ON statement_paper (import_id);
CREATE INDEX ix_transaction_import_id ON "transaction" (import_id);
CREATE INDEX ix_transaction_day ON "transaction" (day);
CREATE INDEX ix_payslip_worker_id ON payslip (worker_id);
CREATE INDEX ix_payslip_pay_date ON payslip (pay_date);
CREATE INDEX ix_payslip_pay_run_id ON payslip (pay_run_id);
CREATE INDEX ix_return_paper_return_id ON return_paper (return_id);
CREATE INDEX ix_late_change_return_id ON late_change (return_id);
CREATE INDEX ix_rota_shift_pattern_id ON rota_shift (pattern_id);
CREATE INDEX ix_proof_link_transaction_id ON proof_link (transaction_id);
CREATE INDEX ix_proof_link_proof_id ON proof_link (proof_id);
CREATE INDEX ix_pay_line_payslip_id ON pay_line (payslip_id);
CREATE INDEX ix_pay_extra_payslip_id ON pay_extra (payslip_id);
CREATE INDEX ix_pay_item_worker_id ON pay_item (worker_id);
CREATE INDEX ix_pay_item_timesheet_id ON pay_item (timesheet_id);
CREATE INDEX ix_pay_item_payslip_id ON pay_item (payslip_id);
CREATE INDEX ix_expected_payment_due ON expected_payment (due);
CREATE INDEX ix_expected_payment_invoice_id ON expected_payment (invoice_id);
CREATE INDEX ix_expected_payment_payslip_id ON expected_payment (payslip_id);
CREATE INDEX ix_payment_tie_transaction_id ON payment_tie (transaction_id);
CREATE INDEX ix_payment_tie_other_id ON payment_tie (other_id);
CREATE INDEX ix_pocket_payment_repaid_id ON pocket_payment (repaid_id);
CREATE INDEX ix_pocket_payment_cash_id ON pocket_payment (cash_id);
CREATE INDEX ix_split_transaction_id ON split (transaction_id);
CREATE INDEX ix_split_expected_payment_id ON split (expected_payment_id);
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
INSERT INTO "sqlite_sequence" VALUES('change',42);
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
INSERT INTO "sqlite_sequence" VALUES('proof',3);
INSERT INTO "sqlite_sequence" VALUES('statement_paper',1);
INSERT INTO "sqlite_sequence" VALUES('proof_link',1);
INSERT INTO "sqlite_sequence" VALUES('split',1);
INSERT INTO "sqlite_sequence" VALUES('signature',1);
INSERT INTO "sqlite_sequence" VALUES('sent_return',1);
COMMIT;
