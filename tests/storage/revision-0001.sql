BEGIN TRANSACTION;
CREATE TABLE account (
	platform VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	branch VARCHAR NOT NULL, 
	person_id INTEGER, 
	name VARCHAR NOT NULL, 
	PRIMARY KEY (platform, account), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "account" VALUES('paper','陈敏','yihao',1,'陈敏');
INSERT INTO "account" VALUES('paper','李国栋','yihao',2,'李国栋');
INSERT INTO "account" VALUES('paper','周海燕','yihao',3,'周海燕');
INSERT INTO "account" VALUES('paper','吴刚','yihao',4,'吴刚');
INSERT INTO "account" VALUES('paper','郑洁','yihao',5,'郑洁');
INSERT INTO "account" VALUES('paper','张三','yihao',6,'张三');
INSERT INTO "account" VALUES('paper','王强','yihao',7,'王强');
INSERT INTO "account" VALUES('paper','王磊','yihao',8,'王磊');
INSERT INTO "account" VALUES('paper','赵小曼','yihao',9,'赵小曼');
INSERT INTO "account" VALUES('paper','孙立','yihao',10,'孙立');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE attendance (
	id INTEGER NOT NULL, 
	branch VARCHAR NOT NULL, 
	event_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	presence VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	late BOOLEAN NOT NULL, 
	reason VARCHAR NOT NULL, 
	substitute_id INTEGER, 
	made_up_on DATE, 
	noted_by INTEGER, 
	noted_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	FOREIGN KEY(event_id) REFERENCES event (id), 
	FOREIGN KEY(noted_by) REFERENCES person (id), 
	FOREIGN KEY(person_id) REFERENCES person (id), 
	FOREIGN KEY(substitute_id) REFERENCES person (id), 
	UNIQUE (event_id, person_id)
);
CREATE TABLE branch (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	sample BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	roster_version INTEGER NOT NULL, 
	counters JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "branch" VALUES('yihao','镇海联合党支部','joint',0,1,0,'{"T": 1}');
CREATE TABLE chat (
	platform VARCHAR NOT NULL, 
	chat VARCHAR NOT NULL, 
	branch VARCHAR NOT NULL, 
	purpose VARCHAR NOT NULL, 
	"group" VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	open BOOLEAN NOT NULL, 
	PRIMARY KEY (platform, chat), 
	FOREIGN KEY(branch) REFERENCES branch (id)
);
INSERT INTO "chat" VALUES('paper','group','yihao','branch','','支部群',1);
CREATE TABLE entry (
	id INTEGER NOT NULL, 
	branch VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	person_id INTEGER, 
	place VARCHAR NOT NULL, 
	since DATE, 
	until DATE, 
	text VARCHAR NOT NULL, 
	made_by INTEGER, 
	made_at DATETIME NOT NULL, 
	more JSON NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	FOREIGN KEY(made_by) REFERENCES person (id), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE evidence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch VARCHAR NOT NULL, 
	lane VARCHAR NOT NULL, 
	order_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	done_at DATETIME, 
	error VARCHAR, 
	about VARCHAR NOT NULL, 
	platform VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	chat VARCHAR NOT NULL, 
	cause INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	sort VARCHAR NOT NULL, 
	UNIQUE (platform, "key")
);
INSERT INTO "evidence" VALUES(1,'yihao','paper:f1','2026-11-25 02:30:00.000000','2026-11-25 02:30:00.000000',1,'2026-11-25 02:30:00.000000',NULL,'T1','paper','f1','验收单.pdf','file','group',1,6,'2026-11-25 02:30:00.000000','abababababababababababababababababababababababababababababababab',9,'pdf');
CREATE TABLE event (
	id INTEGER NOT NULL, 
	branch VARCHAR NOT NULL, 
	prefix VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	day DATE, 
	starts_at DATETIME, 
	ends_at DATETIME, 
	place VARCHAR NOT NULL, 
	audience VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	lecturer VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	minutes VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	counts_for_year INTEGER NOT NULL, 
	made_by INTEGER, 
	made_at DATETIME NOT NULL, 
	late_entry BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	FOREIGN KEY(made_by) REFERENCES person (id), 
	UNIQUE (branch, prefix, number)
);
CREATE TABLE fired (
	branch VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	how VARCHAR NOT NULL, 
	noted_at DATETIME NOT NULL, 
	PRIMARY KEY (branch, what, "key", at)
);
CREATE TABLE holder (
	id INTEGER NOT NULL, 
	branch VARCHAR NOT NULL, 
	item_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	owner BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	FOREIGN KEY(item_id) REFERENCES item (id), 
	FOREIGN KEY(person_id) REFERENCES person (id), 
	UNIQUE (item_id, person_id)
);
INSERT INTO "holder" VALUES(1,'yihao',1,6,1);
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch VARCHAR NOT NULL, 
	lane VARCHAR NOT NULL, 
	order_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	done_at DATETIME, 
	error VARCHAR, 
	platform VARCHAR NOT NULL, 
	message_id VARCHAR NOT NULL, 
	chat VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	sent_at DATETIME NOT NULL, 
	message JSON NOT NULL, 
	outcome JSON, 
	UNIQUE (platform, message_id)
);
INSERT INTO "inbox" VALUES(1,'yihao','paper:group','2026-11-25 02:30:00.000000','2026-11-25 02:30:00.000000',0,'2026-11-25 02:30:00.000000',NULL,'paper','m2','group','陈敏','','2026-11-25 02:30:00.000000','{"platform": "paper", "id": "m2", "chat": "group", "account": "\u9648\u654f", "text": "", "sent_at": "2026-11-25T10:30:00+08:00", "happening": "pressed", "private": false, "addressed": false, "name": "", "reply_to": "", "mentions": [], "files": [], "press": {"card": "test-1", "button": 0, "form": {}}, "data": {}}','{"title": "\u5df2\u8bb0\u4e0b\u4efb\u52a1 T1\uff1a\u5b89\u5168\u4ea4\u5e95", "lines": ["\u8d23\u4efb\u4eba\uff1a\u5f20\u4e09 \u00b7 \u671f\u9650\uff1a11\u670827\u65e5\uff08\u5468\u4e94\uff09"], "buttons": [{"label": "\u64a4\u9500", "intent": "undo", "slots": {"cause": 1}}], "about": "T1"}');
CREATE TABLE item (
	id INTEGER NOT NULL, 
	branch VARCHAR NOT NULL, 
	prefix VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	parent_id INTEGER, 
	due DATE, 
	due_at DATETIME, 
	state VARCHAR NOT NULL, 
	priority VARCHAR NOT NULL, 
	percent INTEGER, 
	note VARCHAR NOT NULL, 
	blocker VARCHAR NOT NULL, 
	expected DATE, 
	accepter_id INTEGER, 
	made_by INTEGER, 
	made_at DATETIME NOT NULL, 
	reported_at DATETIME, 
	closed_at DATETIME, 
	paused_until DATE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(accepter_id) REFERENCES person (id), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	FOREIGN KEY(made_by) REFERENCES person (id), 
	FOREIGN KEY(parent_id) REFERENCES item (id), 
	UNIQUE (branch, prefix, number)
);
INSERT INTO "item" VALUES(1,'yihao','T',1,'任务','安全交底','','',NULL,'2026-11-27',NULL,'open','',NULL,'','',NULL,NULL,1,'2026-11-25 02:30:00.000000',NULL,NULL,NULL);
CREATE TABLE journal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch VARCHAR NOT NULL, 
	cause INTEGER, 
	person_id INTEGER, 
	at DATETIME NOT NULL, 
	record VARCHAR NOT NULL, 
	record_id INTEGER NOT NULL, 
	ref VARCHAR NOT NULL, 
	"before" JSON, 
	"after" JSON, 
	undoes INTEGER, 
	undone BOOLEAN NOT NULL
);
INSERT INTO "journal" VALUES(1,'yihao',1,1,'2026-11-25 02:30:00.000000','item',1,'T1',NULL,'{"id": 1, "branch": "yihao", "prefix": "T", "number": 1, "kind": "\u4efb\u52a1", "title": "\u5b89\u5168\u4ea4\u5e95", "place": "", "source": "", "parent_id": null, "due": "2026-11-27", "due_at": null, "state": "open", "priority": "", "percent": null, "note": "", "blocker": "", "expected": null, "accepter_id": null, "made_by": 1, "made_at": "2026-11-25T10:30:00+08:00", "reported_at": null, "closed_at": null, "paused_until": null}',NULL,0);
INSERT INTO "journal" VALUES(2,'yihao',1,1,'2026-11-25 02:30:00.000000','holder',1,'',NULL,'{"id": 1, "branch": "yihao", "item_id": 1, "person_id": 6, "owner": true}',NULL,0);
CREATE TABLE membership (
	id INTEGER NOT NULL, 
	branch VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	"group" VARCHAR NOT NULL, 
	standing VARCHAR NOT NULL, 
	roles JSON NOT NULL, 
	project VARCHAR NOT NULL, 
	here BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "membership" VALUES(1,'yihao',1,'2026-01-01',NULL,'第一党小组','正式党员','["\u4e66\u8bb0"]','',1);
INSERT INTO "membership" VALUES(2,'yihao',2,'2026-01-01',NULL,'第一党小组','正式党员','["\u526f\u4e66\u8bb0"]','',1);
INSERT INTO "membership" VALUES(3,'yihao',3,'2026-01-01',NULL,'第二党小组','正式党员','["\u7ec4\u7ec7\u59d4\u5458"]','',1);
INSERT INTO "membership" VALUES(4,'yihao',4,'2026-01-01',NULL,'第一党小组','正式党员','["\u5ba3\u4f20\u59d4\u5458", "\u515a\u5c0f\u7ec4\u7ec4\u957f"]','',1);
INSERT INTO "membership" VALUES(5,'yihao',5,'2026-01-01',NULL,'第二党小组','正式党员','["\u7eaa\u68c0\u59d4\u5458"]','',1);
INSERT INTO "membership" VALUES(6,'yihao',6,'2026-01-01',NULL,'第一党小组','正式党员','[]','',1);
INSERT INTO "membership" VALUES(7,'yihao',7,'2026-01-01',NULL,'第一党小组','正式党员','[]','',1);
INSERT INTO "membership" VALUES(8,'yihao',8,'2026-01-01',NULL,'第二党小组','正式党员','[]','',1);
INSERT INTO "membership" VALUES(9,'yihao',9,'2026-01-01',NULL,'第二党小组','预备党员','[]','',1);
INSERT INTO "membership" VALUES(10,'yihao',10,'2026-01-01',NULL,'第二党小组','群众','[]','',1);
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch VARCHAR NOT NULL, 
	lane VARCHAR NOT NULL, 
	order_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	done_at DATETIME, 
	error VARCHAR, 
	platform VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	private BOOLEAN NOT NULL, 
	card JSON NOT NULL, 
	once VARCHAR NOT NULL, 
	accounts JSON NOT NULL, 
	reply_to VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	answers_press BOOLEAN NOT NULL, 
	urgent BOOLEAN NOT NULL, 
	cause INTEGER, 
	unsure_since DATETIME, 
	fate VARCHAR NOT NULL, 
	platform_id VARCHAR NOT NULL, 
	UNIQUE (once)
);
INSERT INTO "outbox" VALUES(1,'yihao','test','2026-11-25 02:30:00.000000','2026-11-25 02:30:00.000000',0,'2026-11-25 02:30:00.000000',NULL,'paper','group',0,'{"title": "\u8bd5", "lines": [], "table": null, "chart": null, "form": null, "buttons": [{"label": "\u8bd5", "intent": "task.assign", "slots": {"title": "\u5b89\u5168\u4ea4\u5e95", "owners": ["\u5f20\u4e09"], "due": "2026-11-27"}, "style": "plain"}], "mentions": [], "everyone": false, "file": null, "about": "", "tone": "calm"}','test-1','{}','','',0,0,NULL,NULL,'','');
INSERT INTO "outbox" VALUES(2,'yihao','paper:张三','2026-11-25 02:30:00.000000','2026-11-25 02:31:00.000000',1,'2026-11-25 02:30:00.000000',NULL,'paper','张三',1,'{"title": "\u60a8\u7684\u4efb\u52a1 T1\uff1a\u5b89\u5168\u4ea4\u5e95", "lines": ["\u9648\u654f\u4ea4\u7ed9\u60a8\u8d1f\u8d23 \u00b7 \u671f\u9650\uff1a11\u670827\u65e5\uff08\u5468\u4e94\uff09", "\u6709\u8fdb\u5c55\u6216\u56f0\u96be\uff0c\u76f4\u63a5\u8bf4\u4e00\u58f0\u5c31\u884c\uff0c\u4f8b\u5982\uff1aT1 \u505a\u4e86\u4e00\u534a\uff0c\u7b49\u56fe\u7eb8"], "buttons": [{"label": "\u5df2\u5b8c\u6210", "intent": "task.done", "slots": {"task": "T1"}}], "about": "T1"}','f45a66da65f2417cabda345fa9f1ca17','{}','','',0,0,1,'2026-11-25 02:30:00.000000','sent','p1');
INSERT INTO "outbox" VALUES(3,'yihao','paper:group','2026-11-25 02:30:00.000000','2026-11-25 02:31:00.000000',1,'2026-11-25 02:30:00.000000',NULL,'paper','group',0,'{"title": "\u5df2\u8bb0\u4e0b\u4efb\u52a1 T1\uff1a\u5b89\u5168\u4ea4\u5e95", "lines": ["\u8d23\u4efb\u4eba\uff1a\u5f20\u4e09 \u00b7 \u671f\u9650\uff1a11\u670827\u65e5\uff08\u5468\u4e94\uff09"], "buttons": [{"label": "\u64a4\u9500", "intent": "undo", "slots": {"cause": 1}}], "about": "T1"}','da6a6065d7994830afbc06e8a7a2350c','{}','m2','task T1',1,0,1,'2026-11-25 02:30:00.000000','sent','p2');
CREATE TABLE person (
	id INTEGER NOT NULL, 
	branch VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	aliases JSON NOT NULL, 
	post VARCHAR NOT NULL, 
	mobile VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	UNIQUE (branch, name)
);
INSERT INTO "person" VALUES(1,'yihao','陈敏','["\u9648\u4e66\u8bb0", "\u8001\u9648"]','党支部书记','');
INSERT INTO "person" VALUES(2,'yihao','李国栋','["\u8001\u674e"]','项目经理','');
INSERT INTO "person" VALUES(3,'yihao','周海燕','["\u6d77\u71d5"]','综合办主任','');
INSERT INTO "person" VALUES(4,'yihao','吴刚','["\u5434\u5de5"]','总工程师','');
INSERT INTO "person" VALUES(5,'yihao','郑洁','[]','商务主管','');
INSERT INTO "person" VALUES(6,'yihao','张三','["\u5c0f\u5f20"]','技术员','');
INSERT INTO "person" VALUES(7,'yihao','王强','["\u5c0f\u738b"]','测量员','');
INSERT INTO "person" VALUES(8,'yihao','王磊','["\u5c0f\u738b"]','质检员','');
INSERT INTO "person" VALUES(9,'yihao','赵小曼','["\u5c0f\u66fc"]','资料员','');
INSERT INTO "person" VALUES(10,'yihao','孙立','[]','食堂管理员','');
CREATE TABLE remark (
	id INTEGER NOT NULL, 
	branch VARCHAR NOT NULL, 
	item_id INTEGER NOT NULL, 
	person_id INTEGER, 
	at DATETIME NOT NULL, 
	what VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	percent INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(branch) REFERENCES branch (id), 
	FOREIGN KEY(item_id) REFERENCES item (id), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE timer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	branch VARCHAR NOT NULL, 
	lane VARCHAR NOT NULL, 
	order_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	done_at DATETIME, 
	error VARCHAR, 
	what VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	first DATETIME, 
	late VARCHAR NOT NULL, 
	grace INTEGER NOT NULL, 
	payload JSON NOT NULL, 
	UNIQUE (branch, what, "key")
);
INSERT INTO "timer" VALUES(1,'yihao','yihao watch_cadence','2026-11-26 01:00:00.000000','2026-11-26 01:00:00.000000',0,NULL,NULL,'watch_cadence','','cron:0 9 * * *','2026-11-26 01:00:00.000000',NULL,'merge',259200,'{}');
INSERT INTO "timer" VALUES(2,'yihao','yihao weekly_digest','2026-11-30 00:30:00.000000','2026-11-30 00:30:00.000000',0,NULL,NULL,'weekly_digest','','cron:30 8 * * mon','2026-11-30 00:30:00.000000',NULL,'merge',172800,'{}');
INSERT INTO "timer" VALUES(3,'yihao','yihao nudge','2026-11-26 01:00:00.000000','2026-11-26 01:00:00.000000',0,NULL,NULL,'nudge','','cron:0 9 * * *','2026-11-26 01:00:00.000000',NULL,'merge',28800,'{}');
INSERT INTO "timer" VALUES(4,'yihao','yihao clear_away','2026-11-25 19:40:00.000000','2026-11-25 19:40:00.000000',0,NULL,NULL,'clear_away','','cron:40 3 * * *','2026-11-25 19:40:00.000000',NULL,'merge',172800,'{}');
CREATE INDEX evidence_about ON evidence (branch, about);
CREATE INDEX evidence_by_person ON evidence (branch, person_id, at);
CREATE INDEX evidence_done ON evidence (done_at);
CREATE INDEX evidence_due ON evidence (due_at, id) WHERE done_at IS NULL;
CREATE INDEX evidence_lane ON evidence (lane, order_at, id) WHERE done_at IS NULL;
CREATE INDEX inbox_done ON inbox (done_at);
CREATE INDEX inbox_due ON inbox (due_at, id) WHERE done_at IS NULL;
CREATE INDEX inbox_lane ON inbox (lane, order_at, id) WHERE done_at IS NULL;
CREATE INDEX ix_journal_branch ON journal (branch);
CREATE INDEX journal_by_cause ON journal (cause);
CREATE INDEX journal_by_person ON journal (branch, person_id);
CREATE INDEX journal_by_ref ON journal (branch, ref);
CREATE INDEX outbox_branch ON outbox (branch, order_at);
CREATE INDEX outbox_cause ON outbox (cause);
CREATE INDEX outbox_done ON outbox (done_at);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE done_at IS NULL;
CREATE INDEX outbox_lane ON outbox (lane, order_at, id) WHERE done_at IS NULL;
CREATE INDEX outbox_platform_id ON outbox (platform_id);
CREATE INDEX outbox_subject ON outbox (address, subject);
CREATE INDEX timer_done ON timer (done_at);
CREATE INDEX timer_due ON timer (due_at, id) WHERE done_at IS NULL;
CREATE INDEX timer_lane ON timer (lane, order_at, id) WHERE done_at IS NULL;
CREATE INDEX ix_chat_branch ON chat (branch);
CREATE INDEX ix_person_branch ON person (branch);
CREATE INDEX ix_account_branch ON account (branch);
CREATE INDEX ix_account_person_id ON account (person_id);
CREATE INDEX ix_entry_branch ON entry (branch);
CREATE INDEX ix_entry_kind ON entry (kind);
CREATE INDEX ix_entry_person_id ON entry (person_id);
CREATE INDEX ix_event_branch ON event (branch);
CREATE INDEX ix_event_day ON event (day);
CREATE INDEX ix_item_branch ON item (branch);
CREATE INDEX ix_item_due ON item (due);
CREATE INDEX ix_item_state ON item (state);
CREATE INDEX ix_membership_branch ON membership (branch);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE INDEX ix_attendance_branch ON attendance (branch);
CREATE INDEX ix_attendance_event_id ON attendance (event_id);
CREATE INDEX ix_attendance_person_id ON attendance (person_id);
CREATE INDEX ix_holder_branch ON holder (branch);
CREATE INDEX ix_holder_item_id ON holder (item_id);
CREATE INDEX ix_holder_person_id ON holder (person_id);
CREATE INDEX ix_remark_branch ON remark (branch);
CREATE INDEX ix_remark_item_id ON remark (item_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('timer',4);
INSERT INTO "sqlite_sequence" VALUES('outbox',3);
INSERT INTO "sqlite_sequence" VALUES('inbox',1);
INSERT INTO "sqlite_sequence" VALUES('journal',2);
INSERT INTO "sqlite_sequence" VALUES('evidence',1);
COMMIT;
