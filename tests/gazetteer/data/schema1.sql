BEGIN TRANSACTION;
CREATE TABLE dismissals (
	finding_id VARCHAR(16) NOT NULL, 
	"by" TEXT NOT NULL, 
	why TEXT NOT NULL, 
	PRIMARY KEY (finding_id)
);
CREATE TABLE entries (
	entry_id VARCHAR(24) NOT NULL, 
	notice_id VARCHAR(16) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	road_id VARCHAR(16), 
	reason TEXT NOT NULL, 
	PRIMARY KEY (entry_id)
);
INSERT INTO "entries" VALUES('nbf89ec8a9d-1','nbf89ec8a9d',1,'rs5s7bpzvdml','new road');
INSERT INTO "entries" VALUES('nbf89ec8a9d-2','nbf89ec8a9d',2,'rujdsqjzxvoa','new road');
INSERT INTO "entries" VALUES('n5ce0caad41-1','n5ce0caad41',1,'rs5s7bpzvdml','name in force');
INSERT INTO "entries" VALUES('n712f1afd27-1','n712f1afd27',1,'rs5s7bpzvdml','name in force');
INSERT INTO "entries" VALUES('n712f1afd27-2','n712f1afd27',2,'rujdsqjzxvoa','name in force');
CREATE TABLE entry_names (
	entry_id VARCHAR(24) NOT NULL, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (entry_id, "key")
);
INSERT INTO "entry_names" VALUES('nbf89ec8a9d-1','某市/甲路');
INSERT INTO "entry_names" VALUES('nbf89ec8a9d-2','某市/乙路');
INSERT INTO "entry_names" VALUES('n5ce0caad41-1','某市/丙路');
INSERT INTO "entry_names" VALUES('n5ce0caad41-1','某市/甲路');
INSERT INTO "entry_names" VALUES('n712f1afd27-1','某市/丙路');
INSERT INTO "entry_names" VALUES('n712f1afd27-2','某市/乙路');
CREATE TABLE finding_subjects (
	finding_id VARCHAR(16) NOT NULL, 
	subject VARCHAR(16) NOT NULL, 
	PRIMARY KEY (finding_id, subject)
);
CREATE TABLE findings (
	finding_id VARCHAR(16) NOT NULL, 
	subject VARCHAR(16) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (finding_id)
);
CREATE TABLE locations (
	road_id VARCHAR(16) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (road_id)
);
INSERT INTO "locations" VALUES('rs5s7bpzvdml','{"anchors":[[117.0,36.6],[117.0,36.5]],"by":"王","extent":{"end":{"side":"南","text":"e"},"start":{"side":"北","text":"a"}},"road_id":"rs5s7bpzvdml","type":"LocationDecided","why":"踏勘"}');
CREATE TABLE log (
	position INTEGER NOT NULL, 
	recorded_at VARCHAR(32) NOT NULL, 
	schema INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (position)
);
INSERT INTO "log" VALUES(1,'2024-01-01T00:00:00.000000+00:00',1,'{"entries":[{"action":"naming","entry_id":"nbf89ec8a9d-1","extent":{"end":{"side":"南","text":"b"},"start":{"side":"北","text":"a"}},"length":{"max":500.0,"min":500.0,"text":"500"},"name":"甲路","quote":"命名 甲路 北a-南b 500","span":[14,29]},{"action":"naming","entry_id":"nbf89ec8a9d-2","extent":{"end":{"side":"西","text":"d"},"start":{"side":"东","text":"c"}},"length":{"max":300.0,"min":300.0,"text":"300"},"name":"乙路","quote":"命名 乙路 东c-西d 300","span":[30,45]}],"notice":{"area":"某市","authority":"某市人民政府","digest":"bf89ec8a9db39d4a67dcb4b7bcaa37eb1b7ca9ad9c0bbbc8b7a3b27d2b5423c5","issued_on":"2010-03-01","kind":"decision","notice_id":"nbf89ec8a9d","span":[0,46],"title":"2010-03-01的通知"},"type":"NoticeReceived"}','922e127bb02573b5cc928ca05531ae41e80f06b908e05961b2d645a7adfd1d56');
INSERT INTO "log" VALUES(2,'2024-01-01T00:00:00.000000+00:00',1,'{"entry_id":"nbf89ec8a9d-1","reason":"new road","road_id":"rs5s7bpzvdml","type":"EntryMatched"}','0dd882613e5997692378edca191c8f1b3d0dc6aff70abd413060470581774639');
INSERT INTO "log" VALUES(3,'2024-01-01T00:00:00.000000+00:00',1,'{"entry_id":"nbf89ec8a9d-2","reason":"new road","road_id":"rujdsqjzxvoa","type":"EntryMatched"}','826a6a400e9cd556e5706fd75530a02a81e7f671b7d98fd27d043b02368c5843');
INSERT INTO "log" VALUES(4,'2024-01-01T00:00:00.000000+00:00',1,'{"extent":{"end":{"side":"南","text":"b"},"start":{"side":"北","text":"a"}},"length":{"max":500.0,"min":500.0,"text":"500"},"name":"甲路","place":{"area":"某市"},"road_id":"rs5s7bpzvdml","source":{"basis":"issued","entry_id":"nbf89ec8a9d-1","notice_id":"nbf89ec8a9d","ordinal":1,"published_on":"2010-03-01","valid_from":"2010-03-01"},"type":"Named"}','2e82345a78110edd0e495fa95ac74c76c1d97a30f9612ecdbf4664702d0f49f1');
INSERT INTO "log" VALUES(5,'2024-01-01T00:00:00.000000+00:00',1,'{"extent":{"end":{"side":"西","text":"d"},"start":{"side":"东","text":"c"}},"length":{"max":300.0,"min":300.0,"text":"300"},"name":"乙路","place":{"area":"某市"},"road_id":"rujdsqjzxvoa","source":{"basis":"issued","entry_id":"nbf89ec8a9d-2","notice_id":"nbf89ec8a9d","ordinal":2,"published_on":"2010-03-01","valid_from":"2010-03-01"},"type":"Named"}','0faf3b81bd6e39394f475337197453c6808cbed941faf24aecbd3eebb0ddbf45');
INSERT INTO "log" VALUES(6,'2024-01-01T00:00:00.000001+00:00',1,'{"entries":[{"action":"renaming","entry_id":"n5ce0caad41-1","former_name":"甲路","name":"丙路","quote":"更名 甲路>丙路","span":[14,22]}],"notice":{"area":"某市","authority":"某市人民政府","digest":"5ce0caad41b6e5e6886d6b34598c91ac530758ce97d94a0e6b1b18fd9965f519","issued_on":"2013-05-01","kind":"decision","notice_id":"n5ce0caad41","span":[0,23],"title":"2013-05-01的通知"},"type":"NoticeReceived"}','03d12c95e5d338d4cc11e62abf77f2f9c68164d0b4707660b2302950e248fea1');
INSERT INTO "log" VALUES(7,'2024-01-01T00:00:00.000001+00:00',1,'{"entry_id":"n5ce0caad41-1","reason":"name in force","road_id":"rs5s7bpzvdml","type":"EntryMatched"}','70eb03a54539b7f8ac60362de003585a6333d3771b4389a9fa1b80e1d7fd4125');
INSERT INTO "log" VALUES(8,'2024-01-01T00:00:00.000001+00:00',1,'{"extent":{},"former_name":"甲路","name":"丙路","place":{"area":"某市"},"road_id":"rs5s7bpzvdml","source":{"basis":"issued","entry_id":"n5ce0caad41-1","notice_id":"n5ce0caad41","ordinal":1,"published_on":"2013-05-01","valid_from":"2013-05-01"},"type":"Renamed"}','7362425355f2f97bba5c91b9b6f6600fda7e49031c4b5764216037704340522b');
INSERT INTO "log" VALUES(9,'2024-01-01T00:00:00.000002+00:00',1,'{"entries":[{"action":"extent_change","entry_id":"n712f1afd27-1","extent":{"end":{"side":"南","text":"e"},"start":{"side":"北","text":"a"}},"name":"丙路","previous":{"end":{"side":"南","text":"b"},"start":{"side":"北","text":"a"}},"quote":"调整 丙路 北a-南b > 北a-南e","span":[14,33]},{"action":"abolition","entry_id":"n712f1afd27-2","name":"乙路","quote":"销名 乙路","span":[34,39]}],"notice":{"area":"某市","authority":"某市人民政府","digest":"712f1afd276465d91f80e28f9f0c212d2b74ad7b5e5cb1ac5dfcfab22b2d74c0","issued_on":"2015-01-09","kind":"decision","notice_id":"n712f1afd27","span":[0,40],"title":"2015-01-09的通知"},"type":"NoticeReceived"}','2372f631e19d514deb5f82c4a90c1793fe523c98678efa10ba73c05a5c9c76c8');
INSERT INTO "log" VALUES(10,'2024-01-01T00:00:00.000002+00:00',1,'{"entry_id":"n712f1afd27-1","reason":"name in force","road_id":"rs5s7bpzvdml","type":"EntryMatched"}','6a565492e5fa7f16af1b33eb190bc9a28616162cf6148728e2dfcc3543af3b6b');
INSERT INTO "log" VALUES(11,'2024-01-01T00:00:00.000002+00:00',1,'{"entry_id":"n712f1afd27-2","reason":"name in force","road_id":"rujdsqjzxvoa","type":"EntryMatched"}','a1a06444f39cc5bb80f7cdfb976a329b5e0dc330fcd61ac7d23ecb675a2b7314');
INSERT INTO "log" VALUES(12,'2024-01-01T00:00:00.000002+00:00',1,'{"extent":{"end":{"side":"南","text":"e"},"start":{"side":"北","text":"a"}},"name":"丙路","place":{"area":"某市"},"previous":{"end":{"side":"南","text":"b"},"start":{"side":"北","text":"a"}},"road_id":"rs5s7bpzvdml","source":{"basis":"issued","entry_id":"n712f1afd27-1","notice_id":"n712f1afd27","ordinal":1,"published_on":"2015-01-09","valid_from":"2015-01-09"},"type":"ExtentChanged"}','23e56564e200a71e4d02e647a0bb002d758b7924265f4ad7ac00dd128bf5c9e9');
INSERT INTO "log" VALUES(13,'2024-01-01T00:00:00.000002+00:00',1,'{"name":"乙路","place":{"area":"某市"},"road_id":"rujdsqjzxvoa","source":{"basis":"issued","entry_id":"n712f1afd27-2","notice_id":"n712f1afd27","ordinal":2,"published_on":"2015-01-09","valid_from":"2015-01-09"},"type":"Abolished"}','9116d067dadc2ff4787ef13031ade6b4dce519c332ccbf31ff2c825defb6c873');
INSERT INTO "log" VALUES(14,'2026-11-25T19:48:03.169879+00:00',1,'{"anchors":[[117.0,36.6],[117.0,36.5]],"by":"王","extent":{"end":{"side":"南","text":"e"},"start":{"side":"北","text":"a"}},"road_id":"rs5s7bpzvdml","type":"LocationDecided","why":"踏勘"}','0859579e6b43dc72dd3c5bb3c94ed62569cefb0988504ae24ec473455c559d8a');
CREATE TABLE log_roads (
	road_id VARCHAR(16) NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (road_id, position), 
	FOREIGN KEY(position) REFERENCES log (position)
);
INSERT INTO "log_roads" VALUES('rs5s7bpzvdml',2);
INSERT INTO "log_roads" VALUES('rujdsqjzxvoa',3);
INSERT INTO "log_roads" VALUES('rs5s7bpzvdml',4);
INSERT INTO "log_roads" VALUES('rujdsqjzxvoa',5);
INSERT INTO "log_roads" VALUES('rs5s7bpzvdml',7);
INSERT INTO "log_roads" VALUES('rs5s7bpzvdml',8);
INSERT INTO "log_roads" VALUES('rs5s7bpzvdml',10);
INSERT INTO "log_roads" VALUES('rujdsqjzxvoa',11);
INSERT INTO "log_roads" VALUES('rs5s7bpzvdml',12);
INSERT INTO "log_roads" VALUES('rujdsqjzxvoa',13);
INSERT INTO "log_roads" VALUES('rs5s7bpzvdml',14);
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE name_parts (
	kind VARCHAR(1) NOT NULL, 
	part TEXT NOT NULL, 
	road_id VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (kind, part, road_id, name)
);
INSERT INTO "name_parts" VALUES('s','乙路','rujdsqjzxvoa','乙路');
INSERT INTO "name_parts" VALUES('s','路','rujdsqjzxvoa','乙路');
INSERT INTO "name_parts" VALUES('p','yilu','rujdsqjzxvoa','乙路');
INSERT INTO "name_parts" VALUES('p','yiluo','rujdsqjzxvoa','乙路');
INSERT INTO "name_parts" VALUES('p','juelu','rujdsqjzxvoa','乙路');
INSERT INTO "name_parts" VALUES('p','jueluo','rujdsqjzxvoa','乙路');
INSERT INTO "name_parts" VALUES('i','yl','rujdsqjzxvoa','乙路');
INSERT INTO "name_parts" VALUES('i','jl','rujdsqjzxvoa','乙路');
INSERT INTO "name_parts" VALUES('s','甲路','rs5s7bpzvdml','甲路');
INSERT INTO "name_parts" VALUES('s','路','rs5s7bpzvdml','甲路');
INSERT INTO "name_parts" VALUES('p','jialu','rs5s7bpzvdml','甲路');
INSERT INTO "name_parts" VALUES('p','jialuo','rs5s7bpzvdml','甲路');
INSERT INTO "name_parts" VALUES('i','jl','rs5s7bpzvdml','甲路');
INSERT INTO "name_parts" VALUES('s','丙路','rs5s7bpzvdml','丙路');
INSERT INTO "name_parts" VALUES('s','路','rs5s7bpzvdml','丙路');
INSERT INTO "name_parts" VALUES('p','binglu','rs5s7bpzvdml','丙路');
INSERT INTO "name_parts" VALUES('p','bingluo','rs5s7bpzvdml','丙路');
INSERT INTO "name_parts" VALUES('i','bl','rs5s7bpzvdml','丙路');
CREATE TABLE names (
	road_id VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	former BOOLEAN NOT NULL, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (road_id, name)
);
INSERT INTO "names" VALUES('rujdsqjzxvoa','乙路',0,'乙路');
INSERT INTO "names" VALUES('rs5s7bpzvdml','甲路',1,'甲路');
INSERT INTO "names" VALUES('rs5s7bpzvdml','丙路',0,'丙路');
CREATE TABLE notices (
	notice_id VARCHAR(16) NOT NULL, 
	position INTEGER NOT NULL, 
	document_number TEXT, 
	area TEXT, 
	in_force_from VARCHAR(10) NOT NULL, 
	public_by VARCHAR(10), 
	witness_of VARCHAR(16), 
	fictional BOOLEAN NOT NULL, 
	PRIMARY KEY (notice_id)
);
INSERT INTO "notices" VALUES('nbf89ec8a9d',1,NULL,'某市','2010-03-01','2010-03-01',NULL,0);
INSERT INTO "notices" VALUES('n5ce0caad41',6,NULL,'某市','2013-05-01','2013-05-01',NULL,0);
INSERT INTO "notices" VALUES('n712f1afd27',9,NULL,'某市','2015-01-09','2015-01-09',NULL,0);
CREATE TABLE redirects (
	absorbed VARCHAR(16) NOT NULL, 
	kept VARCHAR(16) NOT NULL, 
	PRIMARY KEY (absorbed)
);
CREATE TABLE resolutions (
	road_id VARCHAR(16) NOT NULL, 
	description VARCHAR(16) NOT NULL, 
	area TEXT NOT NULL, 
	snapshot VARCHAR(64) NOT NULL, 
	status VARCHAR(12) NOT NULL, 
	body TEXT NOT NULL, 
	west FLOAT, 
	south FLOAT, 
	east FLOAT, 
	north FLOAT, 
	PRIMARY KEY (road_id, description)
);
CREATE TABLE roads (
	road_id VARCHAR(16) NOT NULL, 
	area TEXT, 
	district TEXT, 
	fictional BOOLEAN NOT NULL, 
	predecessors TEXT NOT NULL, 
	successors TEXT NOT NULL, 
	redirects TEXT NOT NULL, 
	PRIMARY KEY (road_id)
);
INSERT INTO "roads" VALUES('rujdsqjzxvoa','某市',NULL,0,'','','');
INSERT INTO "roads" VALUES('rs5s7bpzvdml','某市',NULL,0,'','','');
CREATE TABLE snapshots (
	area VARCHAR(200) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	source TEXT NOT NULL, 
	attribution TEXT NOT NULL, 
	imported_at VARCHAR(32) NOT NULL, 
	network BLOB NOT NULL, 
	PRIMARY KEY (area, digest)
);
CREATE TABLE termini (
	road_id VARCHAR(16) NOT NULL, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (road_id, "key")
);
INSERT INTO "termini" VALUES('rujdsqjzxvoa','某市/c');
INSERT INTO "termini" VALUES('rujdsqjzxvoa','某市/d');
INSERT INTO "termini" VALUES('rs5s7bpzvdml','某市/a');
INSERT INTO "termini" VALUES('rs5s7bpzvdml','某市/b');
INSERT INTO "termini" VALUES('rs5s7bpzvdml','某市/e');
CREATE TABLE texts (
	digest VARCHAR(64) NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO "texts" VALUES('bf89ec8a9db39d4a67dcb4b7bcaa37eb1b7ca9ad9c0bbbc8b7a3b27d2b5423c5','2010-03-01
某市
命名 甲路 北a-南b 500
命名 乙路 东c-西d 300
');
INSERT INTO "texts" VALUES('5ce0caad41b6e5e6886d6b34598c91ac530758ce97d94a0e6b1b18fd9965f519','2013-05-01
某市
更名 甲路>丙路
');
INSERT INTO "texts" VALUES('712f1afd276465d91f80e28f9f0c212d2b74ad7b5e5cb1ac5dfcfab22b2d74c0','2015-01-09
某市
调整 丙路 北a-南b > 北a-南e
销名 乙路
');
CREATE TABLE versions (
	road_id VARCHAR(16) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	area TEXT, 
	from_earliest VARCHAR(10) NOT NULL, 
	from_latest VARCHAR(10) NOT NULL, 
	to_earliest VARCHAR(10), 
	to_latest VARCHAR(10), 
	recorded_at VARCHAR(32) NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (road_id, ordinal)
);
INSERT INTO "versions" VALUES('rujdsqjzxvoa',1,'某市','2010-03-01','2010-03-01','2015-01-09','2015-01-09','2024-01-01T00:00:00.000000+00:00','{"act":"Named","basis":"act","ending":{"act":"Abolished","entry_id":"n712f1afd27-2","notice_id":"n712f1afd27","recorded_at":"2024-01-01T00:00:00.000002+00:00"},"entry_id":"nbf89ec8a9d-2","extent":{"end":{"side":"西","text":"d"},"start":{"side":"东","text":"c"}},"length":{"max":300.0,"min":300.0,"text":"300"},"name":"乙路","notice_id":"nbf89ec8a9d","ordinal":1,"place":{"area":"某市"},"recorded_at":"2024-01-01T00:00:00.000000+00:00","road_id":"rujdsqjzxvoa","sources":{"end":{"entry_id":"nbf89ec8a9d-2","key":"end","stated_on":"2010-03-01"},"length":{"entry_id":"nbf89ec8a9d-2","key":"length_m","stated_on":"2010-03-01"},"name":{"entry_id":"nbf89ec8a9d-2","key":"name","stated_on":"2010-03-01"},"start":{"entry_id":"nbf89ec8a9d-2","key":"start","stated_on":"2010-03-01"}},"valid":{"end":"2015-01-09","start":"2010-03-01"},"valid_from_basis":"issued"}');
INSERT INTO "versions" VALUES('rs5s7bpzvdml',1,'某市','2010-03-01','2010-03-01','2013-05-01','2013-05-01','2024-01-01T00:00:00.000000+00:00','{"act":"Named","basis":"act","ending":{"act":"Renamed","entry_id":"n5ce0caad41-1","notice_id":"n5ce0caad41","recorded_at":"2024-01-01T00:00:00.000001+00:00"},"entry_id":"nbf89ec8a9d-1","extent":{"end":{"side":"南","text":"b"},"start":{"side":"北","text":"a"}},"length":{"max":500.0,"min":500.0,"text":"500"},"name":"甲路","notice_id":"nbf89ec8a9d","ordinal":1,"place":{"area":"某市"},"recorded_at":"2024-01-01T00:00:00.000000+00:00","road_id":"rs5s7bpzvdml","sources":{"end":{"entry_id":"nbf89ec8a9d-1","key":"end","stated_on":"2010-03-01"},"length":{"entry_id":"nbf89ec8a9d-1","key":"length_m","stated_on":"2010-03-01"},"name":{"entry_id":"nbf89ec8a9d-1","key":"name","stated_on":"2010-03-01"},"start":{"entry_id":"nbf89ec8a9d-1","key":"start","stated_on":"2010-03-01"}},"valid":{"end":"2013-05-01","start":"2010-03-01"},"valid_from_basis":"issued"}');
INSERT INTO "versions" VALUES('rs5s7bpzvdml',2,'某市','2013-05-01','2013-05-01','2015-01-09','2015-01-09','2024-01-01T00:00:00.000001+00:00','{"act":"Renamed","basis":"act","ending":{"act":"ExtentChanged","entry_id":"n712f1afd27-1","notice_id":"n712f1afd27","recorded_at":"2024-01-01T00:00:00.000002+00:00"},"entry_id":"n5ce0caad41-1","extent":{"end":{"side":"南","text":"b"},"start":{"side":"北","text":"a"}},"length":{"max":500.0,"min":500.0,"text":"500"},"name":"丙路","notice_id":"n5ce0caad41","ordinal":2,"place":{"area":"某市"},"recorded_at":"2024-01-01T00:00:00.000001+00:00","road_id":"rs5s7bpzvdml","sources":{"end":{"entry_id":"nbf89ec8a9d-1","key":"end","stated_on":"2010-03-01"},"length":{"entry_id":"nbf89ec8a9d-1","key":"length_m","stated_on":"2010-03-01"},"name":{"entry_id":"n5ce0caad41-1","key":"name","stated_on":"2013-05-01"},"start":{"entry_id":"nbf89ec8a9d-1","key":"start","stated_on":"2010-03-01"}},"valid":{"end":"2015-01-09","start":"2013-05-01"},"valid_from_basis":"issued"}');
INSERT INTO "versions" VALUES('rs5s7bpzvdml',3,'某市','2015-01-09','2015-01-09',NULL,NULL,'2024-01-01T00:00:00.000002+00:00','{"act":"ExtentChanged","basis":"act","entry_id":"n712f1afd27-1","extent":{"end":{"side":"南","text":"e"},"start":{"side":"北","text":"a"}},"name":"丙路","notice_id":"n712f1afd27","ordinal":3,"place":{"area":"某市"},"recorded_at":"2024-01-01T00:00:00.000002+00:00","road_id":"rs5s7bpzvdml","sources":{"end":{"entry_id":"n712f1afd27-1","key":"end","stated_on":"2015-01-09"},"name":{"entry_id":"n712f1afd27-1","key":"name","stated_on":"2015-01-09"},"start":{"entry_id":"n712f1afd27-1","key":"start","stated_on":"2015-01-09"}},"valid":{"start":"2015-01-09"},"valid_from_basis":"issued"}');
CREATE INDEX ix_notices_document_number ON notices (document_number);
CREATE INDEX ix_notices_area ON notices (area);
CREATE INDEX ix_entries_notice_id ON entries (notice_id);
CREATE INDEX ix_entries_road_id ON entries (road_id);
CREATE INDEX entry_names_key ON entry_names ("key");
CREATE INDEX ix_roads_area ON roads (area);
CREATE INDEX versions_area_from ON versions (area, from_earliest);
CREATE INDEX names_key ON names ("key");
CREATE INDEX ix_name_parts_road_id ON name_parts (road_id);
CREATE INDEX termini_key ON termini ("key");
CREATE INDEX ix_findings_subject ON findings (subject);
CREATE INDEX finding_subjects_subject ON finding_subjects (subject);
CREATE INDEX ix_redirects_kept ON redirects (kept);
CREATE INDEX ix_resolutions_area ON resolutions (area);
COMMIT;
