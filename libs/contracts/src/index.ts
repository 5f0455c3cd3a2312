export * from './generated/competition/v1/events_pb.js';
export * from './generated/evaluation/v1/events_pb.js';
export * from './generated/identity/v1/events_pb.js';
export * from './generated/nominations/v1/events_pb.js';
export * from './generated/notifications/v1/events_pb.js';
export * from './generated/promotion/v1/events_pb.js';
export * from './generated/voting/v1/events_pb.js';
export * from './catalogue.js';
