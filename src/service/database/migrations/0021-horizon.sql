-- Where the feed stood at a time: by this the service knows which entries are old enough to be let go [S14].
create table feed_marks (
  number bigint not null,
  at timestamptz primary key
);

-- Results are written in the order of their numbers, so an index of block ranges finds the old ones and costs next to nothing.
create index client_results_age on client_results using brin (number);
